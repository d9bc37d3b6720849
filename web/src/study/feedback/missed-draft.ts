import { type Finding, isFinding } from "../../../../src/findings/index.ts";
import type { Box } from "../../viewer/viewer.tsx";

/** A finding that the model missed, as far as somebody has said it. */
export interface MissedDraft {
  readonly finding: Finding | null;
  readonly box: Box | null;
  readonly words: string;
}

/** A box that is drawn but not saved yet, and what it is to mark as far as that is said. */
export type PendingBox = Pick<MissedDraft, "finding"> & { readonly box: Box };

const NOTHING_MISSED: MissedDraft = { finding: null, box: null, words: "" };

/** A draft as it was stored; whatever is none counts as not said. */
export function parseMissedDraft(stored: string | null): MissedDraft {
  try {
    const draft: unknown = JSON.parse(stored ?? "null");
    if (typeof draft !== "object" || draft === null) return NOTHING_MISSED;
    const { finding, box, words }: Partial<Record<keyof MissedDraft, unknown>> = draft;
    return {
      finding: typeof finding === "string" && isFinding(finding) ? finding : null,
      box: isBox(box) ? box : null,
      words: typeof words === "string" ? words : "",
    };
  } catch {
    return NOTHING_MISSED;
  }
}

function isBox(box: unknown): box is Box {
  return Array.isArray(box) && box.length === 4 && box.every(Number.isFinite);
}
