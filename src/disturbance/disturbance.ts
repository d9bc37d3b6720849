import type { GreyImage } from "../radiograph/index.ts";
import type { Random } from "../random.ts";

/**
 * Something that befalls a radiograph on its way to the model and that changes nothing about the patient: how it
 * was stored, sent, windowed or positioned. Its labels stay; what a model says should stay too.
 */
export interface Disturbance {
  /** As options and files name it. */
  readonly name: string;
  readonly title: string;
  /** Where it occurs, as a sentence. */
  readonly occurs: string;
  /** What a severity counts, with its unit. */
  readonly axis: string;
  /** Whether severities lie evenly as they are, or in their logarithm. */
  readonly scale: "linear" | "logarithmic";
  /** The severity that changes nothing; null where there is none. */
  readonly neutral: number | null;
  /** From mild to severe; with two ways to go, from one end to the other. */
  readonly severities: readonly number[];
  /** A severity in a few words. */
  inWords(severity: number): string;
  /**
   * Disturbs an image at its own size; the image given stays as it is, and is itself returned where nothing
   * changes.
   *
   * @param random decides what is left to chance; the same state gives the same image.
   */
  disturb(image: GreyImage, severity: number, random: Random): GreyImage | Promise<GreyImage>;
}
