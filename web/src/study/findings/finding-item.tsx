import { type ReactNode, useEffect, useRef } from "react";
import type { FindingReading } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./findings.module.css";
import { ProbabilityBar } from "./probability-bar.tsx";
import { ProbabilityNumbers } from "./probability-numbers.tsx";
import { verdictOf, verdictText } from "./verdict.ts";
import { VerdictIcon } from "./verdict-icon.tsx";

/** One finding of the list; choosing it shows its heatmap, and what stands in `children`. */
export function FindingItem({
  reading,
  isChosen,
  cue,
  choose,
  children,
}: {
  readonly reading: FindingReading;
  readonly isChosen: boolean;
  /** What choosing it does, or has done. */
  readonly cue: string;
  readonly choose: () => void;
  readonly children: ReactNode;
}) {
  const { text, finding: nameOf } = useTranslator();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) item.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  const verdict = verdictOf(reading);
  const { interval } = reading;
  return (
    <li ref={item} className={styles.item} data-chosen={isChosen} data-verdict={verdict}>
      <button
        type="button"
        className={styles.choose}
        aria-expanded={isChosen}
        data-finding={reading.finding}
        onClick={choose}
      >
        <span className={styles.line}>
          <span className={styles.name}>{nameOf(reading.finding)}</span>
          <span className={styles.verdict}>
            <VerdictIcon verdict={verdict} /> {text(verdictText(verdict))}
          </span>
        </span>
        <ProbabilityNumbers probability={reading.probability} interval={interval} />
        <ProbabilityBar reading={reading} />
        <span className={styles.cue}>{cue}</span>
      </button>
      {isChosen && <div className={styles.detail}>{children}</div>}
    </li>
  );
}
