import type { Study } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { UrgencyMark } from "../../worklist/urgency-mark.tsx";
import { findingInSentence } from "../findings/finding-in-sentence.ts";
import styles from "./head.module.css";
import { urgencyReason } from "./urgency-reason.ts";

/** How soon the study should be looked at, as the list says it, and why. */
export function UrgencyLine({ study }: { readonly study: Study }) {
  const translator = useTranslator();
  const { text } = translator;
  const reason = urgencyReason(study);
  return (
    <p className={styles.urgency} title={text(`urgency.${study.urgency}.why`)}>
      <UrgencyMark urgency={study.urgency} />
      {reason !== null &&
        text(`study.urgency.${reason.urgency}`, {
          finding: findingInSentence(reason.leading.finding, translator),
          probability: translator.probability(reason.leading.probability),
          sureness: reason.leading.borderline ? "borderline" : "clear",
          others: reason.others,
        })}
    </p>
  );
}
