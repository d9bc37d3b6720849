import { type Answering, doesNotApply, filled, partly, remains } from "./checklist.ts";

export const architecture: Answering = ({ model }) =>
  model.graph === undefined
    ? partly(`What it is: ${model.training.network}; the graph holds every layer.`)
    : filled(
        `What it is: ${model.training.network}; every layer is in the graph, SHA-256 ${model.graph.sha256.slice(0, 16)}, plain ONNX.`,
      );

export const software: Answering = ({ run }) =>
  run !== null && run.environment.size > 0
    ? filled("How it was trained: where it ran; versions of libraries are pinned in package.json.")
    : partly("Thorascope; where the run was made is with the run.");

export const devices: Answering = (facts) =>
  partly(`${software(facts).text} Devices that took the radiographs are in no label table.`);

export const initialization: Answering = ({ run }) => {
  const weights = run?.settings.get("initialWeights");
  if (weights === undefined) return partly("By the run's recipe, which is not at hand.");
  return filled(
    weights === "null"
      ? "How it was trained: at random, from the seed."
      : "How it was trained: initial weights, with their SHA-256 under Data.",
  );
};

export const trainingApproach: Answering = ({ run, model }) =>
  run === null
    ? partly(
        `Recipe ${model.training.recipe}, seed ${model.training.seed}; its settings are with the run.`,
      )
    : filled(
        `How it was trained: all ${run.settings.size} settings, augmentation and seed among them.`,
      );

export const modelSelection: Answering = ({ run }) => {
  const stopping = run?.settings.get("fit.earlyStopping");
  if (run === null) return partly("By the run's recipe, which is not at hand.");
  return stopping === "null"
    ? filled(
        "How it was trained: a fixed number of epochs; nothing was selected on the radiographs that it is judged on.",
      )
    : filled("How it was trained: early stopping on folds that are not judged.");
};

export const ensembling: Answering = ({ model }) => {
  const fits = model.evaluation.singleFits?.length ?? 1;
  return fits > 1
    ? filled(
        `How well it ranks: the mean of ${fits} networks' logits, and what each reaches alone.`,
      )
    : doesNotApply("One network.");
};

export const thresholds: Answering = ({ model }) => {
  const rules = [...new Set(model.findings.map(({ operatingPoint }) => operatingPoint.rule))];
  return filled(`Calibration and operating points: ${rules.join("; ")}.`);
};

export const specification: Answering = ({ model }) =>
  model.graph === undefined
    ? partly("model.onnx and model.json beside the card.")
    : filled(
        `model.onnx (SHA-256 ${model.graph.sha256.slice(0, 16)}) and model.json beside the card, read by thorascope read or any ONNX runtime.`,
      );

export const calculation: Answering = () =>
  filled(
    "thorascope read: the logistic function of calibrated logits of model.onnx; docs/models.md has the formula.",
  );

export const explainability: Answering = ({ model, populations }) =>
  populations.some(({ evaluation }) => evaluation?.localization)
    ? filled(
        `Heatmaps: ${model.heatmaps.method}; Where heatmaps point: compared with what readers marked.`,
      )
    : partly(
        `Heatmaps: ${model.heatmaps.method}. Whether they point at the right place was not measured here.`,
      );

export const inputHandling: Answering = () =>
  filled(
    "What is no frontal chest radiograph or damaged is refused with a reason, as far as it can be told; docs/errors.md.",
  );

export const protocol: Answering = ({ run }) =>
  run === null
    ? remains("No protocol; the recipe is with the run.")
    : partly(
        "How it was trained: the recipe is a protocol of the run. One written before the study remains.",
      );

export const availability: Answering = ({ model }) =>
  partly(
    `Code: Thorascope, Apache-2.0; the model: this folder. Data: ${model.training.dataset}, by its provider's terms.`,
  );

export const noPredictors: Answering = () =>
  filled("What it is: the radiograph's grey values alone; no age, sex or history enters.");

export const noClusters: Answering = ({ model }) =>
  model.evaluation.sources === undefined
    ? remains("One data set; hospitals are not told apart.")
    : filled("How well it ranks: each data set alone, and whether the network knows them apart.");
