import { FINDINGS, type Finding } from "../../findings/index.ts";
import {
  ABNORMAL,
  INCOMPLETE,
  is,
  type LabelMap,
  type LabelMeaning,
  NEUTRAL,
  NORMAL,
} from "../label-map.ts";

/**
 * PadChest's tree of labels: each label with children, and its children. One label can have several parents.
 *
 * Bustos et al., "PadChest", Medical Image Analysis 66, 2020, figures 4 and 5; the tree itself is published as
 * manual_review/trees_code.txt in github.com/auriml/Rx-thorax-automatic-captioning.
 */
const TREE: Readonly<Record<string, readonly string[]>> = {
  "calcified densities": [
    ...["calcified granuloma", "calcified adenopathy", "calcified pleural thickening"],
    ...["calcified pleural plaques", "heart valve calcified", "calcified fibroadenoma"],
  ],
  "calcified adenopathy": ["calcified mediastinal adenopathy"],
  granuloma: ["calcified granuloma"],
  adenopathy: ["calcified adenopathy"],
  nodule: ["multiple nodules"],
  pseudonodule: ["nipple shadow", "end on vessel"],
  pneumothorax: ["hydropneumothorax"],
  infiltrates: ["interstitial pattern", "alveolar pattern"],
  "interstitial pattern": [
    ...["ground glass pattern", "reticular interstitial pattern"],
    ...["reticulonodular interstitial pattern", "miliary opacities"],
  ],
  "alveolar pattern": ["consolidation", "air bronchogram"],
  consolidation: ["air bronchogram"],
  atelectasis: [
    ...["total atelectasis", "lobar atelectasis", "segmental atelectasis", "laminar atelectasis"],
    ...["round atelectasis", "atelectasis basal"],
  ],
  "fissure thickening": [
    ...["minor fissure thickening", "major fissure thickening", "loculated fissural effusion"],
  ],
  "pleural thickening": ["apical pleural thickening", "calcified pleural thickening"],
  "pleural plaques": ["calcified pleural plaques"],
  "pleural effusion": [
    ...["loculated pleural effusion", "loculated fissural effusion", "hydropneumothorax"],
    ...["empyema", "hemothorax"],
  ],
  "vascular redistribution": ["central vascular redistribution"],
  "hilar enlargement": ["adenopathy", "vascular hilar enlargement"],
  "vascular hilar enlargement": ["pulmonary artery enlargement"],
  "aortic elongation": [
    ...["descendent aortic elongation", "ascendent aortic elongation"],
    ...["aortic button enlargement", "supra aortic elongation"],
  ],
  "mediastinal enlargement": [
    ...["superior mediastinal enlargement", "descendent aortic elongation"],
    ...["ascendent aortic elongation", "aortic aneurysm", "mediastinal mass", "hiatal hernia"],
  ],
  "superior mediastinal enlargement": ["goiter", "supra aortic elongation"],
  mass: ["mediastinal mass", "breast mass", "pleural mass", "pulmonary mass", "soft tissue mass"],
  "thoracic cage deformation": [
    ...["scoliosis", "kyphosis", "pectum excavatum", "pectum carinatum", "cervical rib"],
  ],
  "vertebral degenerative changes": ["vertebral compression"],
  "vertebral compression": ["vertebral anterior compression"],
  "sclerotic bone lesion": ["blastic bone lesion"],
  fracture: ["clavicle fracture", "humeral fracture", "vertebral fracture", "rib fracture"],
  "rib fracture": ["callus rib fracture"],
  hypoexpansion: ["hypoexpansion basal"],
  catheter: ["central venous catheter"],
  "central venous catheter": [
    ...["central venous catheter via subclavian vein", "central venous catheter via jugular vein"],
    ...["reservoir central venous catheter", "central venous catheter via umbilical vein"],
  ],
  "electrical device": ["dual chamber device", "single chamber device", "pacemaker", "dai"],
  "artificial heart valve": ["artificial mitral heart valve", "artificial aortic heart valve"],
  surgery: [
    ...["metal", "bone cement", "prosthesis", "surgery breast", "surgery neck", "surgery lung"],
    ...["surgery heart", "surgery humeral"],
  ],
  metal: ["osteosynthesis material", "sternotomy", "suture material"],
  prosthesis: ["humeral prosthesis", "mammary prosthesis", "endoprosthesis"],
  endoprosthesis: ["aortic endoprosthesis"],
  "surgery breast": ["mastectomy"],
  pneumonia: ["atypical pneumonia"],
  "atypical pneumonia": ["viral pneumonia"],
  "viral pneumonia": ["COVID 19", "COVID 19 uncertain"],
  tuberculosis: ["tuberculosis sequelae"],
  "pulmonary fibrosis": ["post radiotherapy changes", "asbestosis signs"],
  "pulmonary hypertension": ["pulmonary artery hypertension", "pulmonary venous hypertension"],
};

/** What counts as one of our findings, with all that is below it in the tree. */
const FINDING_OF: Readonly<Record<string, Finding>> = {
  atelectasis: "Atelectasis",
  cardiomegaly: "Cardiomegaly",
  "pleural effusion": "Effusion",
  infiltrates: "Infiltration",
  mass: "Mass",
  nodule: "Nodule",
  pneumonia: "Pneumonia",
  pneumothorax: "Pneumothorax",
  consolidation: "Consolidation",
  "pulmonary edema": "Edema",
  emphysema: "Emphysema",
  "pulmonary fibrosis": "Fibrosis",
  "pleural thickening": "Pleural_Thickening",
  "hiatal hernia": "Hernia",
};

/** Devices and what surgery leaves behind, which CheXpert's "No Finding" allows too. */
const DEVICES = [
  ...["tracheostomy tube", "endotracheal tube", "NSG tube", "chest drain tube", "catheter"],
  ...["ventriculoperitoneal drain tube", "gastrostomy tube", "nephrostomy tube"],
  ...["double J stent", "electrical device", "artificial heart valve", "surgery"],
  "external foreign body",
];

/** Labels without parent or children that are something else abnormal. */
const OTHERS = [
  ...[
    "obesity",
    "chronic changes",
    "abscess",
    "cyst",
    "cavitation",
    "fibrotic band",
    "volume loss",
  ],
  ...["bullas", "pneumoperitoneo", "pneumomediastinum", "subcutaneous emphysema"],
  ...["hyperinflated lung", "flattened diaphragm", "lung vascular paucity", "air trapping"],
  ...["bronchiectasis", "bronchovascular markings", "air fluid level", "increased density"],
  ...["mediastinal shift", "azygos lobe", "costophrenic angle blunting", "hilar congestion"],
  ...["pericardial effusion", "kerley lines", "dextrocardia", "right sided aortic arch"],
  ...["aortic atheromatosis", "tracheal shift", "esophagic dilatation", "lipomatosis"],
  ...["azygoesophageal recess shift", "mediastinic lipomatosis", "lytic bone lesion"],
  ...["costochondral junction hypertrophy", "sternoclavicular junction hypertrophy"],
  ...["axial hyperostosis", "osteopenia", "osteoporosis", "subacromial space narrowing"],
  ...["non axial articular degenerative changes", "gynecomastia", "Chilaiditi sign"],
  ...["hemidiaphragm elevation", "diaphragmatic eventration", "abnormal foreign body"],
  ...["lung metastasis", "lymphangitis carcinomatosa", "lepidic adenocarcinoma", "COPD signs"],
  ...["heart insufficiency", "respiratory distress", "bone metastasis"],
];

/** Labels that leave an image out. */
export const PADCHEST_EXCLUDED: ReadonlySet<string> = new Set(["exclude", "suboptimal study"]);

export const PADCHEST_LABELS: LabelMap = buildLabels();

function buildLabels(): LabelMap {
  const parentsOf = new Map<string, string[]>();
  for (const [parent, children] of Object.entries(TREE)) {
    for (const child of children) parentsOf.set(child, [...(parentsOf.get(child) ?? []), parent]);
  }
  const ancestry = (label: string): string[] => [
    label,
    ...(parentsOf.get(label) ?? []).flatMap(ancestry),
  ];
  const meaningOf = (label: string): LabelMeaning => {
    const all = ancestry(label);
    const found = new Set(all.map((one) => FINDING_OF[one]));
    const findings = FINDINGS.filter((finding) => found.has(finding));
    if (findings.length > 0) return is(...findings);
    return all.some((one) => DEVICES.includes(one)) ? NEUTRAL : ABNORMAL;
  };
  const names = [
    ...Object.entries(TREE).flatMap(([parent, children]) => [parent, ...children]),
    ...Object.keys(FINDING_OF),
    ...DEVICES,
    ...OTHERS,
  ];
  return {
    normal: NORMAL,
    unchanged: INCOMPLETE,
    ...Object.fromEntries(names.map((label) => [label, meaningOf(label)])),
  };
}
