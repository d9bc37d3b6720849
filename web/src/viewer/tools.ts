import type { TextKey } from "../../../src/language/index.ts";
import type { MeasurementKind } from "./measure/measurement.ts";

/** What the pointer does, and with which key it is chosen. */
export const TOOLS = [
  { tool: "window", key: "w", label: "viewer.tool.window", hint: "viewer.hint.window" },
  { tool: "zoom", key: "z", label: "viewer.tool.zoom", hint: "viewer.hint.zoom" },
  { tool: "pan", key: "m", label: "viewer.tool.pan", hint: "viewer.hint.pan" },
  { tool: "length", key: "l", label: "viewer.tool.length", hint: "viewer.hint.length" },
  { tool: "angle", key: "g", label: "viewer.tool.angle", hint: "viewer.hint.angle" },
  { tool: "ratio", key: "c", label: "viewer.tool.ratio", hint: "viewer.hint.ratio" },
  { tool: "statistics", key: "b", label: "viewer.tool.statistics", hint: "viewer.hint.statistics" },
] as const satisfies readonly {
  readonly tool: "window" | "zoom" | "pan" | MeasurementKind;
  readonly key: string;
  readonly label: TextKey;
  readonly hint: TextKey;
}[];

/** What the pointer does. */
export type Tool = (typeof TOOLS)[number]["tool"];

/** What is done to the image at once, and with which key. */
export const ACTIONS = [
  { action: "closer", key: "+", label: "viewer.action.closer" },
  { action: "farther", key: "-", label: "viewer.action.farther" },
  { action: "invert", key: "i", label: "viewer.action.invert" },
  { action: "turn", key: "r", label: "viewer.action.turn" },
  { action: "mirror", key: "f", label: "viewer.action.mirror" },
  { action: "reset", key: "0", label: "viewer.action.reset" },
] as const satisfies readonly {
  readonly action: string;
  readonly key: string;
  readonly label: TextKey;
}[];

/** What is done to the image at once. */
export type Action = (typeof ACTIONS)[number]["action"];

/** Tells whether a tool places points. */
export function isMeasuring(tool: Tool): tool is MeasurementKind {
  return tool !== "window" && tool !== "zoom" && tool !== "pan";
}
