import type { FindingReading } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./findings.module.css";

/** A probability as people read it, with its interval where it has one. */
export function ProbabilityNumbers({
  probability: value,
  interval,
}: Pick<FindingReading, "probability" | "interval">) {
  const { text, probability } = useTranslator();
  return (
    <span className={styles.numbers}>
      <strong>{probability(value)}</strong>
      {interval && (
        <span className={styles.interval}>
          {text("probability.interval", {
            low: probability(interval.low),
            high: probability(interval.high),
          })}
        </span>
      )}
    </span>
  );
}
