import type { Finding } from "../../findings/index.ts";

/** What each finding is on a radiograph, in a sentence; terms as in the Fleischner Society's glossary (Radiology 246, 2008). */
export const FINDING_WORDS: Readonly<Record<Finding, string>> = {
  Atelectasis: "Part of a lung that holds less air than it should and has lost volume.",
  Cardiomegaly:
    "An enlarged heart: its outline wider than half of the chest on an upright PA view.",
  Effusion: "Fluid between lung and chest wall.",
  Infiltration:
    "A word of reports for an opacity of the lung of any kind; it overlaps with pneumonia, consolidation, edema and atelectasis and is discouraged as too vague.",
  Mass: "A rounded opacity of more than 3 cm.",
  Nodule: "A rounded opacity of up to 3 cm.",
  Pneumonia: "Infection of the lung: a clinical diagnosis that a radiograph alone can't make.",
  Pneumothorax:
    "Air between lung and chest wall. Labels do not tell treated ones, with a drain in place, from others.",
  Consolidation: "Airspaces filled with fluid or tissue instead of air.",
  Edema: "Fluid in the lung's tissue and airspaces, often of heart failure.",
  Emphysema: "Destroyed airspaces with too much air; on a radiograph mostly its indirect signs.",
  Fibrosis: "Scars of the lung's tissue.",
  Pleural_Thickening: "Scars of the membrane around the lung.",
  Hernia: "Part of the abdomen's organs in the chest, mostly a hiatal hernia.",
};
