import { type Checklist, filled, item, partly, remains } from "./checklist.ts";
import * as data from "./data-answers.ts";
import * as model from "./model-answers.ts";
import * as performance from "./performance-answers.ts";

/** TRIPOD+AI: 27 items in 52 parts for studies that develop or evaluate prediction models. */
export const TRIPOD_AI: Checklist = {
  name: "TRIPOD+AI",
  citation: "Collins et al., BMJ 385 (2024) e078378",
  items: [
    item("1", "Title", data.authors("For the article's authors.")),
    item("2", "Abstract", data.authors("For the article's authors.")),
    item("3a", "Healthcare context and rationale", data.authors("For the article's authors.")),
    item("3b", "Target population, purpose, users", () =>
      partly("What it is for, and what not. The place in a care pathway remains."),
    ),
    item("3c", "Known health inequalities", data.authors("For the article's authors.")),
    item("4", "Objectives, development or evaluation", () =>
      partly(
        "What it is, Data: development with internal evaluation. The study's objectives remain.",
      ),
    ),
    item("5a", "Sources of data and their representativeness", data.dataSources),
    item("5b", "Dates of collection", data.authors("Label tables have no dates.")),
    item("6a", "Setting and centres", data.authors("For the provider of the radiographs.")),
    item("6b", "Eligibility", data.eligibility),
    item("6c", "Treatments", data.treatments),
    item("7", "Preparation and quality checks", data.preprocessing),
    item("8a", "Outcome and how it was assessed", data.referenceStandard),
    item("8b", "Assessors of the outcome", data.authors("For the provider of the labels.")),
    item("8c", "Blinding of the outcome's assessment", () =>
      filled(
        "Labels were made before the model: its predictions were not known to whoever made them.",
      ),
    ),
    item("9a", "Choice of predictors", model.noPredictors),
    item("9b", "Definition of predictors", model.noPredictors),
    item("9c", "Assessors of predictors", () =>
      filled("None: grey values are read from the file."),
    ),
    item("10", "Sample size", data.sampleSize),
    item("11", "Missing data", data.missingData),
    item("12a", "How data were used and parted", data.partitions),
    item("12b", "Handling of predictors", data.preprocessing),
    item("12c", "Type of model, building, internal validation", model.trainingApproach),
    item("12d", "Heterogeneity across clusters", model.noClusters),
    item("12e", "Measures of performance", performance.metrics),
    item("12f", "Model updating", performance.updating),
    item("12g", "How predictions are calculated", model.calculation),
    item("13", "Class imbalance and recalibration", data.classImbalance),
    item("14", "Fairness", performance.fairness),
    item("15", "Output and thresholds", model.thresholds),
    item("16", "Differences of development and evaluation data", performance.dataDifferences),
    item(
      "17",
      "Ethics and consent",
      data.authors("For the provider of the radiographs and the study's authors."),
    ),
    item("18a", "Funding", data.authors("For the study's authors.")),
    item("18b", "Conflicts of interest", data.authors("For the study's authors.")),
    item("18c", "Protocol", model.protocol),
    item("18d", "Registration", data.authors("For the study's authors; a run registers nothing.")),
    item("18e", "Availability of data", model.availability),
    item("18f", "Availability of code", () =>
      filled("Thorascope, Apache-2.0: the code that trained, evaluated and wrote this card."),
    ),
    item("19", "Involvement of patients and public", data.authors("For the study's authors.")),
    item("20a", "Flow of participants", data.flow),
    item("20b", "Characteristics of participants", data.demographics),
    item("20c", "Comparison with the development data", data.demographics),
    item("21", "Numbers in each analysis", data.outcomeCounts),
    item("22", "The full model", model.specification),
    item("23a", "Performance with intervals, subgroups", performance.performanceBySubgroup),
    item("23b", "Heterogeneity of performance across clusters", model.noClusters),
    item("24", "Results of updating", performance.updating),
    item("25", "Interpretation", data.authors("For the article's authors.")),
    item("26", "Limitations", performance.limitations),
    item("27a", "Poor or missing input", model.inputHandling),
    item("27b", "Users' part and expertise", () =>
      partly(
        "What it is for, and what not: whoever uses it reads the radiograph too. Training of users remains.",
      ),
    ),
    item("27c", "Next steps", () =>
      remains("For the article's authors; What is not known says what to measure."),
    ),
  ],
};
