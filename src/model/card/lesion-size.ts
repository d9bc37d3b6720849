import type { Finding } from "../../findings/index.ts";

/**
 * The median shorter side of the boxes that radiologists drew, as a share of the image's side, and how many boxes:
 * `BBox_List_2017.csv` of ChestX-ray14, images of 1024 x 1024. Computed anew by `test/model/lesion-size.test.ts`.
 * No boxes exist of the other findings.
 */
export const LESION_SIZES: Partial<
  Record<Finding, { readonly side: number; readonly boxes: number }>
> = {
  Atelectasis: { side: 0.106, boxes: 180 },
  Cardiomegaly: { side: 0.373, boxes: 146 },
  Effusion: { side: 0.17, boxes: 153 },
  Infiltration: { side: 0.207, boxes: 123 },
  Mass: { side: 0.116, boxes: 85 },
  Nodule: { side: 0.063, boxes: 79 },
  Pneumonia: { side: 0.206, boxes: 120 },
  Pneumothorax: { side: 0.142, boxes: 98 },
};
