import { type Checklist, doesNotApply, filled, item, partly } from "./checklist.ts";
import * as data from "./data-answers.ts";
import * as model from "./model-answers.ts";
import * as performance from "./performance-answers.ts";

/** STARD-AI: 40 items in 48 parts for studies of diagnostic accuracy; an extension of STARD 2015. */
export const STARD_AI: Checklist = {
  name: "STARD-AI",
  citation: "Sounderajah et al., Nature Medicine 31 (2025) 3283-3289",
  items: [
    item(
      "1",
      "Title or abstract: AI, and a measure of accuracy",
      data.authors("For the article's authors."),
    ),
    item("2", "Structured abstract", data.authors("For the article's authors.")),
    item("3", "Background, intended use, place in a workflow", () =>
      partly("What it is for, and what not. Background and workflow remain."),
    ),
    item("4", "Objectives and hypotheses", data.authors("For the article's authors.")),
    item("5", "Prospective or retrospective", data.retrospective),
    item(
      "6",
      "Ethics approval",
      data.authors("For the provider of the radiographs and the study's authors."),
    ),
    item("7", "Eligibility of participants and of data", data.eligibility),
    item(
      "8",
      "On what basis participants were found",
      data.authors("For the provider of the radiographs."),
    ),
    item(
      "9",
      "Where and when",
      data.authors("For the provider of the radiographs; label tables have no dates."),
    ),
    item(
      "10",
      "Consecutive, random or convenience series",
      data.authors("For the provider of the radiographs."),
    ),
    item("11", "Source of the data", data.dataSources),
    item("12", "Who annotated, and how", data.referenceStandard),
    item("13", "Devices, and software of the test", model.devices),
    item("14", "Acquisition and preprocessing", (facts) =>
      partly(`${data.preprocessing(facts).text} Acquisition remains.`),
    ),
    item("15a", "The index test, to be replicated", model.specification),
    item("15b", "How the index test was developed", model.trainingApproach),
    item("15c", "Cut-offs of the index test", model.thresholds),
    item("15d", "Users and their expertise", () =>
      partly(
        "What it is for, and what not: whoever uses it reads the radiograph too. Training of users remains.",
      ),
    ),
    item("16a", "The reference standard", data.referenceStandard),
    item("16b", "Reasons for the reference standard", data.authors("For the study's authors.")),
    item("16c", "Cut-offs of the reference standard", () =>
      filled("Present or absent by the label table; uncertain labels by the recipe's policy."),
    ),
    item("17a", "What readers of the index test knew", () =>
      filled("The network sees grey values alone."),
    ),
    item("17b", "What assessors of the reference standard knew", () =>
      filled("Labels were made before the model."),
    ),
    item("18", "Statistical methods", performance.metrics),
    item("19", "Indeterminate results", data.missingData),
    item("20", "Missing data", data.missingData),
    item("21", "Analyses of variability", performance.performanceBySubgroup),
    item("22", "Sample size", data.sampleSize),
    item("23", "Errors, bias and fairness: methods", performance.fairness),
    item("24", "Flow of participants", data.flow),
    item("25", "Characteristics of training, validation and test sets", data.demographics),
    item("26a", "Severity in those with the condition", data.authors("Labels have no severity.")),
    item("26b", "Other diagnoses in those without", () =>
      partly("How well it ranks: all 14 findings of the same radiographs. Others remain."),
    ),
    item("27", "Time between index test and reference standard", () =>
      partly(
        "None where labels were mined from the same radiograph's report. Treatment in between is not known.",
      ),
    ),
    item("28", "Whether the test set is like the place of use", performance.representativeness),
    item("29", "How external data differ", performance.externalDifferences),
    item("30", "Cross-tabulation", performance.crossTabulation),
    item("31", "Accuracy with precision", performance.discrimination),
    item("32", "Adverse events", () => doesNotApply("No patient was touched.")),
    item("33", "Limitations", performance.limitations),
    item("34", "Implications for practice", () =>
      partly("What it is for, and what not. What follows for a practice remains."),
    ),
    item("35", "Ethics of use, and fairness", performance.fairness),
    item("36", "Registration", data.authors("For the study's authors; a run registers nothing.")),
    item("37", "Protocol", model.protocol),
    item("38", "Funding", data.authors("For the study's authors.")),
    item("39", "Commercial interests", data.authors("For the study's authors.")),
    item("40a", "Availability of data and code", model.availability),
    item("40b", "Whether outputs are kept for audit", () =>
      partly(
        "thorascope read writes readings with the model's SHA-256. Keeping them remains with the hospital.",
      ),
    ),
  ],
};
