import type { DefaultTheme } from "vitepress";

/** Every page of the site, in the order in which one would read them. */
export const SIDEBAR: DefaultTheme.SidebarItem[] = [
  {
    text: "Start",
    items: [
      { text: "Install", link: "/install" },
      { text: "For clinicians", link: "/start/clinician" },
      { text: "For researchers and students", link: "/start/researcher" },
      { text: "For hospitals", link: "/start/hospital" },
      { text: "For web developers", link: "/start/developer" },
      { text: "Notebooks", link: "/notebooks" },
    ],
  },
  {
    text: "Reading",
    items: [
      { text: "The reading room", link: "/reading-room" },
      { text: "Reading radiographs", link: "/reading" },
      { text: "Which files are read", link: "/radiographs" },
      { text: "When a model does not answer", link: "/gate" },
      { text: "How sure a probability is", link: "/uncertainty" },
      { text: "Sample radiographs", link: "/samples" },
    ],
  },
  {
    text: "Data and training",
    items: [
      { text: "Looking into a data set", link: "/data" },
      { text: "Data sets that are known", link: "/datasets" },
      { text: "Generated radiographs", link: "/generated-data" },
      { text: "Training", link: "/training" },
      { text: "Training settings", link: "/training-settings" },
      { text: "Augmentation", link: "/augmentation" },
      { text: "Watching a run", link: "/training-run" },
      { text: "Models in and out", link: "/models" },
    ],
  },
  {
    text: "How good is it",
    items: [
      { text: "Evaluation", link: "/evaluation" },
      { text: "Calibration", link: "/calibration" },
      { text: "Robustness", link: "/robustness" },
      { text: "Model cards", link: "/model-card" },
      { text: "The bundled model's card", link: "/project/bundled-model" },
      { text: "Beside other systems", link: "/comparison" },
    ],
  },
  {
    text: "Running a server",
    items: [
      { text: "Operation", link: "/operation" },
      { text: "Configuration", link: "/configuration" },
      { text: "Access and audit", link: "/access" },
      { text: "What is stored", link: "/store" },
      { text: "The HTTP API", link: "/api" },
    ],
  },
  {
    text: "How to",
    items: [
      { text: "Bring your own data set", link: "/how-to/own-data-set" },
      { text: "Train on the whole NIH set", link: "/how-to/train-on-nih" },
      { text: "Calibrate for your hospital", link: "/how-to/calibrate-for-your-hospital" },
      { text: "Deploy behind nginx", link: "/how-to/nginx-postgresql" },
      { text: "Run offline", link: "/how-to/offline" },
      { text: "Add a network", link: "/how-to/add-a-network" },
      { text: "Add an operator", link: "/how-to/add-an-operator" },
    ],
  },
  {
    text: "Explained",
    items: [
      { text: "Why ONNX", link: "/explained/why-onnx" },
      { text: "What a probability means", link: "/explained/what-a-probability-means" },
      { text: "What heatmaps can't do", link: "/explained/what-heatmaps-cannot-do" },
    ],
  },
  {
    text: "Reference",
    items: [
      { text: "Command line", link: "/reference/command-line" },
      { text: "HTTP routes and schemas", link: "/reference/http" },
      { text: "Library", link: "/reference/library/" },
      { text: "Error codes", link: "/errors" },
      { text: "Speed", link: "/speed" },
    ],
  },
  {
    text: "The project",
    items: [
      { text: "Architecture", link: "/architecture" },
      { text: "The engine", link: "/engine" },
      { text: "Decisions", link: "/decisions/" },
      { text: "Dependencies", link: "/dependencies" },
      { text: "Contributing", link: "/project/contributing" },
      { text: "Changes", link: "/project/changelog" },
      { text: "Security", link: "/project/security" },
    ],
  },
];
