import type { FindingReading } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./findings.module.css";
import { finePercent } from "./fine-percent.ts";
import { verdictOf } from "./verdict.ts";

/** A finding's probability, interval and operating point in a sentence, finer than in the list. */
export function FindingNumbers({ reading }: { readonly reading: FindingReading }) {
  const { text, language } = useTranslator();
  const { probability, interval, operatingPoint } = reading;
  if (probability === null) return null;
  const percent = (share: number) => finePercent(share, language);
  const verdict = verdictOf(reading);
  return (
    <p className={styles.hint}>
      {interval
        ? text("study.numbers.interval", {
            probability: percent(probability),
            low: percent(interval.low),
            high: percent(interval.high),
          })
        : text("study.numbers", { probability: percent(probability) })}{" "}
      {verdict === "notJudged" || operatingPoint === null
        ? text("study.numbers.notJudged")
        : text("study.numbers.operatingPoint", { operatingPoint: percent(operatingPoint) })}
      {reading.borderline && <> {text("study.numbers.borderline")}</>}
    </p>
  );
}
