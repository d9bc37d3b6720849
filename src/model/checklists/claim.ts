import { type Checklist, doesNotApply, item, partly } from "./checklist.ts";
import * as data from "./data-answers.ts";
import * as model from "./model-answers.ts";
import * as performance from "./performance-answers.ts";

/** CLAIM, 2024 update: 44 items for studies of artificial intelligence in medical imaging. */
export const CLAIM: Checklist = {
  name: "CLAIM 2024",
  citation: "Tejani et al., Radiology: Artificial Intelligence 6 (2024) e240300",
  items: [
    item(
      "1",
      "Title or abstract says that it is AI, and of which kind",
      data.authors("For the article's authors."),
    ),
    item("2", "Structured abstract", data.authors("For the article's authors.")),
    item("3", "Background, intended use and role", () =>
      partly("What it is for, and what not. The clinical background remains."),
    ),
    item("4", "Aims and hypotheses", data.authors("For the article's authors.")),
    item("5", "Prospective or retrospective", data.retrospective),
    item("6", "Goal of the study", () =>
      partly("What it is: making a model and measuring it. The study's own goal remains."),
    ),
    item("7", "Sources of data", data.dataSources),
    item("8", "Inclusion and exclusion", data.eligibility),
    item("9", "Preprocessing", data.preprocessing),
    item("10", "Choice of subsets", data.subsets),
    item("11", "De-identification", data.authors("For the provider of the radiographs.")),
    item("12", "Missing data", data.missingData),
    item(
      "13",
      "Protocol of acquisition",
      data.authors("Label tables do not say how radiographs were taken."),
    ),
    item("14", "Definition of the reference standard", data.referenceStandard),
    item("15", "Reasons for the reference standard", data.authors("For the study's authors.")),
    item("16", "Who made the reference standard", data.referenceStandard),
    item(
      "17",
      "How the test set was annotated",
      data.authors("Nobody annotated anew: the data set's labels were used."),
    ),
    item("18", "Variability between and within annotators", data.annotators),
    item("19", "Assignment to partitions", data.partitions),
    item("20", "Level at which partitions are disjoint", data.disjoint),
    item("21", "Intended size of the test set", data.sampleSize),
    item("22", "The model in detail", model.architecture),
    item("23", "Software and versions", model.software),
    item("24", "Initialization of parameters", model.initialization),
    item("25", "Training in detail", model.trainingApproach),
    item("26", "Choice of the final model", model.modelSelection),
    item("27", "Ensembles", model.ensembling),
    item("28", "Measures of performance", performance.metrics),
    item("29", "Uncertainty and significance", performance.uncertainty),
    item("30", "Robustness or sensitivity analysis", performance.robustness),
    item("31", "Explainability and its check", model.explainability),
    item("32", "Internal testing", performance.internalTesting),
    item("33", "External testing", performance.externalTesting),
    item("34", "Registration of a clinical trial", () => doesNotApply("No trial.")),
    item("35", "Numbers included and excluded", data.flow),
    item("36", "Demographic and clinical characteristics by partition", data.demographics),
    item("37", "Performance on all partitions and subgroups", performance.performanceBySubgroup),
    item("38", "Diagnostic accuracy with precision", performance.discrimination),
    item("39", "Analysis of failures", performance.failures),
    item("40", "Limitations", performance.limitations),
    item("41", "Implications for practice", () =>
      partly("What it is for, and what not. What follows for a practice remains."),
    ),
    item("42", "Full protocol or technical details", model.protocol),
    item("43", "Availability of software, model and data", model.availability),
    item("44", "Funding and role of funders", data.authors("For the study's authors.")),
  ],
};
