import { SegmentedControl } from "@mantine/core";
import { type ReactNode, useId } from "react";
import type { Finding } from "../../../../src/findings/index.ts";
import type { FindingReading, Reading } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import type { ShownHeatmap } from "../heatmap/heatmap-choice.ts";
import { AnyFinding } from "./any-finding.tsx";
import { BarsExplained } from "./bars-explained.tsx";
import { FindingItem } from "./finding-item.tsx";
import styles from "./findings.module.css";
import { ModelLine } from "./model-line.tsx";
import { BarScale } from "./scale-of-bars.tsx";
import type { FindingOrder } from "./verdict.ts";

/** The findings of a reading, the one that is chosen opened. */
export function FindingsPanel({
  reading,
  listed,
  order,
  setOrder,
  shown,
  choose,
  detail,
}: {
  readonly reading: Reading;
  /** As they are to be listed. */
  readonly listed: readonly FindingReading[];
  readonly order: FindingOrder;
  readonly setOrder: (order: FindingOrder) => void;
  readonly shown: ShownHeatmap;
  readonly choose: (finding: Finding) => void;
  /** What is told of the chosen finding. */
  readonly detail: (reading: FindingReading) => ReactNode;
}) {
  const { text } = useTranslator();
  const heading = useId();
  const chosen = shown.kind === "nothingChosen" ? null : shown.finding;
  return (
    <section id="findings" aria-labelledby={heading} className={styles.section}>
      <div className={styles.head}>
        <h2 id={heading}>{text("study.findings")}</h2>
        <SegmentedControl
          size="xs"
          aria-label={text("study.order")}
          value={order}
          onChange={(value) => setOrder(value === "vocabulary" ? "vocabulary" : "verdict")}
          data={[
            { value: "verdict", label: text("study.order.verdict") },
            { value: "vocabulary", label: text("study.order.vocabulary") },
          ]}
        />
      </div>
      <p className={styles.notice}>{text("app.notice.short")}</p>
      <AnyFinding reading={reading} />
      <BarsExplained />
      <p className={styles.hint}>
        {text("study.findings.hint")} {text("study.findings.operatingPoint")}
      </p>
      <BarScale />
      <ul className={styles.list}>
        {listed.map((one) => (
          <FindingItem
            key={one.finding}
            reading={one}
            isChosen={one.finding === chosen}
            cue={text(one.finding === chosen ? CUES[shown.kind] : CUES.nothingChosen)}
            choose={() => choose(one.finding)}
          >
            {detail(one)}
          </FindingItem>
        ))}
      </ul>
      <ModelLine reading={reading} />
    </section>
  );
}

/** What a finding's line says of its heatmap. */
const CUES = {
  nothingChosen: "study.cue.show",
  shown: "study.cue.shown",
  hidden: "study.cue.hidden",
  withheld: "study.cue.withheld",
  missing: "study.cue.missing",
} as const;
