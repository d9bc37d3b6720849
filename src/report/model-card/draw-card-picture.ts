import type { CardPicture } from "../../model/index.ts";
import type { Picture } from "../../page/picture.ts";
import { plotSvg } from "../../page/plot-svg.ts";
import { decisionPicture, intervals, reliabilityPicture } from "../evaluation-page/pictures.ts";

/** Draws a picture of a model's card as the pages of evaluations do. */
export function drawCardPicture(picture: CardPicture): Picture {
  const { title } = picture;
  if (picture.kind === "reliability")
    return reliabilityPicture({ name: title, reliability: picture.bins });
  if (picture.kind === "decisions")
    return decisionPicture({ name: title, decisionCurve: picture.curve });
  const { bars, across, domain, chance } = picture;
  const options = intervals(bars, { label: across, domain: [...domain] }, chance);
  return { name: "intervals", title, svg: plotSvg(title, options) };
}
