import { type ReactNode, useState } from "react";
import type { Finding } from "../../../src/findings/index.ts";
import type { Feedback, FindingReading, NewFeedback, StudyImage } from "../api/types.ts";
import { useShortcuts } from "../keyboard/shortcuts.tsx";
import type { Box } from "../viewer/viewer.tsx";
import { FindingFeedback } from "./feedback/finding-feedback.tsx";
import { type Opinion, opinionOf } from "./feedback/opinion.ts";
import type { Outbox } from "./feedback/use-outbox.ts";
import { FindingNumbers } from "./findings/finding-numbers.tsx";
import { HowGood } from "./findings/how-good.tsx";
import { type FindingOrder, orderFindings } from "./findings/verdict.ts";
import {
  choose,
  chooseNext,
  type HeatmapChoice,
  NOTHING_CHOSEN,
  type ShownHeatmap,
  shownHeatmap,
  toggleAnyway,
  toggleHidden,
} from "./heatmap/heatmap-choice.ts";

/** The findings of an image: how they are listed, which one is looked at, what is seen of its heatmap. */
export interface FindingsState {
  readonly listed: readonly FindingReading[];
  readonly order: FindingOrder;
  readonly setOrder: (order: FindingOrder) => void;
  readonly shown: ShownHeatmap;
  readonly chosen: FindingReading | null;
  readonly choose: (finding: Finding) => void;
  readonly toggleHidden: () => void;
  readonly toggleAnyway: () => void;
  /** What is told of a finding where it is chosen. */
  readonly detail: (reading: FindingReading) => ReactNode;
}

/** A choice, and the reading that it was made on: another image begins anew. */
interface ChoiceOn extends HeatmapChoice {
  readonly reading: string | null;
}

/** Choosing findings, by pointer and by keys. */
export function useFindings({
  image,
  feedback,
  outbox,
  account,
  give,
  drawBox,
}: {
  readonly image: StudyImage;
  readonly feedback: readonly Feedback[];
  readonly outbox: Outbox;
  readonly account: string | null;
  readonly give: (feedback: NewFeedback) => void;
  readonly drawBox: (done: (box: Box) => void) => void;
}): FindingsState {
  const { reading } = image;
  const readingId = reading?.id ?? null;
  const [order, setOrder] = useState<FindingOrder>("verdict");
  const [kept, setKept] = useState<ChoiceOn>({ ...NOTHING_CHOSEN, reading: readingId });
  const choice = kept.reading === readingId ? kept : NOTHING_CHOSEN;
  const change = (make: (choice: HeatmapChoice) => HeatmapChoice) =>
    setKept((before) => ({
      ...make(before.reading === readingId ? before : NOTHING_CHOSEN),
      reading: readingId,
    }));
  const listed = orderFindings(reading?.findings ?? [], order);
  const shown = shownHeatmap(choice, listed);
  const chosen = listed.find(({ finding }) => finding === choice.chosen) ?? null;
  const step = (by: 1 | -1) => {
    const names = listed.map(({ finding }) => finding);
    change((before) => chooseNext(before, names, by));
  };
  // What was said of an earlier reading says nothing of this one.
  const own = feedback.filter((one) => one.createdBy === account && one.reading === readingId);
  const waiting = outbox.waiting.filter(
    (entry) => entry.image === image.id && (entry.feedback.reading ?? readingId) === readingId,
  );
  const opinionOn = (finding: Finding) => opinionOf(finding, own, waiting, outbox.isHeld);
  const say = (finding: Finding | undefined, kind: Opinion["kind"]) => {
    // Said already: the key was pressed twice.
    if (finding === undefined || opinionOn(finding)?.kind === kind) return;
    give({ kind, finding });
  };
  useShortcuts(
    reading === null
      ? []
      : [
          { keys: ["j", "ArrowDown"], label: "study.key.nextFinding", run: () => step(1) },
          { keys: ["k", "ArrowUp"], label: "study.key.previousFinding", run: () => step(-1) },
          { keys: ["h"], label: "study.key.heatmap", run: () => change(toggleHidden) },
          { keys: ["a"], label: "study.key.agree", run: () => say(chosen?.finding, "agree") },
          { keys: ["d"], label: "study.key.disagree", run: () => say(chosen?.finding, "disagree") },
          {
            keys: ["o"],
            label: "study.key.missed",
            run: () => document.getElementById("missed-finding")?.focus(),
          },
        ],
  );
  const detail = (one: FindingReading) =>
    reading !== null && (
      <>
        <FindingNumbers reading={one} />
        <FindingFeedback
          opinion={opinionOn(one.finding)}
          say={(kind) => say(one.finding, kind)}
          mark={() =>
            drawBox((box) => give({ kind: "disagree", finding: one.finding, box: [...box] }))
          }
        />
        <HowGood key={one.finding} finding={one.finding} modelSha256={reading.model.sha256} />
      </>
    );
  return {
    listed,
    order,
    setOrder,
    shown,
    chosen,
    choose: (finding) => change((before) => choose(before, finding)),
    toggleHidden: () => change(toggleHidden),
    toggleAnyway: () => change(toggleAnyway),
    detail,
  };
}
