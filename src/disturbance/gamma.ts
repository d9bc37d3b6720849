import type { GreyImage } from "../radiograph/index.ts";
import type { Disturbance } from "./disturbance.ts";

/**
 * Grey to the power of gamma: below 1 lighter, above 1 darker; black and white stay.
 *
 * Monitors, film scanners and phone cameras bend greys along their own curves, vendors' processing too, and a
 * screenshot keeps what the monitor's profile made of it. sRGB taken for plain grey, or the reverse, is a gamma of
 * about 2.2 or 0.45.
 */
export const GAMMA: Disturbance = {
  name: "gamma",
  title: "Gamma",
  occurs:
    "Photographs of films and monitors, screenshots, film scanners, another vendor's processing.",
  axis: "exponent of grey; above 1 darker",
  scale: "logarithmic",
  neutral: 1,
  severities: [0.5, 0.7, 1.4, 2],
  inWords: (gamma) => `exponent ${gamma}`,
  disturb: bendGreys,
};

/** The image with each grey to the power of `gamma`. */
export function bendGreys(image: GreyImage, gamma: number): GreyImage {
  if (gamma === 1) return image;
  return { ...image, grey: image.grey.map((grey) => grey ** gamma) };
}
