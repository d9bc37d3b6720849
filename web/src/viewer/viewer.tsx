import type { Finding } from "../../../src/findings/index.ts";
import type { StudyImage } from "../api/types.ts";
import { useTranslator } from "../language/language-context.tsx";

/** Left, top, right and bottom in pixels of the original image. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** A box that somebody drew. */
export interface ShownBox {
  readonly id: string;
  readonly box: Box;
  readonly label: string;
}

/** What the viewer shows. */
export interface ViewerProps {
  readonly image: StudyImage;
  /** An earlier radiograph of the same patient, shown beside it. */
  readonly prior: { readonly image: StudyImage; readonly label: string } | null;
  /** Laid over the image. */
  readonly heatmap: { readonly finding: Finding; readonly opacity: number } | null;
  readonly boxes: readonly ShownBox[];
  /** While given, the pointer draws a box. */
  readonly drawing: { readonly done: (box: Box) => void; readonly cancel: () => void } | null;
}

/** A radiograph with the tools to look at it. */
export default function Viewer({ image }: ViewerProps) {
  const { text } = useTranslator();
  return <img src={`/api/images/${image.id}/picture.png`} alt={text("viewer.label")} />;
}
