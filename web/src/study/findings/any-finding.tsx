import type { Reading } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./findings.module.css";
import { ProbabilityBar } from "./probability-bar.tsx";
import { ProbabilityNumbers } from "./probability-numbers.tsx";

/** The probability that anything is abnormal, which the model learned apart from the 14 findings. */
export function AnyFinding({ reading }: { readonly reading: Reading }) {
  const { text } = useTranslator();
  const { abnormal, abnormalInterval: interval } = reading;
  if (abnormal === null) return null;
  return (
    <p className={styles.any}>
      <span>{text("study.any")}</span>
      <ProbabilityNumbers probability={abnormal} interval={interval} />
      <ProbabilityBar reading={{ ...UNJUDGED, probability: abnormal, interval }} />
    </p>
  );
}

/** It has no operating point of its own in a reading. */
const UNJUDGED = { operatingPoint: null, positive: false, borderline: false };
