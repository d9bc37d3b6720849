import { writeRunPage } from "./run-page/index.node.ts";

/** Keeps the page of a run up to date while it goes on. */
export interface PageOfRun {
  /** Draws the page anew if the last drawing is half a minute old, or if it must be drawn. */
  update(must?: boolean): Promise<void>;
}

/** Milliseconds between drawings; each takes a fraction of a second from the training. */
const INTERVAL = 30_000;

/** A page that can't be drawn is no reason to stop a training: it is said once. */
export function pageOfRun(folder: string, onNote?: (note: string) => void): PageOfRun {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let hasFailed = false;
  return {
    async update(must = false) {
      if (!must && performance.now() - drawnAt < INTERVAL) return;
      try {
        await writeRunPage(folder);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (!hasFailed)
          onNote?.(`The page of the run can't be drawn (${reason}). The run goes on.`);
        hasFailed = true;
      }
      drawnAt = performance.now();
    },
  };
}
