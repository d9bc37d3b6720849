import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Reading } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { refusalWords } from "../refusal/refusal-words.ts";
import styles from "./notices.module.css";
import { warningWords } from "./warning-words.ts";

/** What somebody must know before they look at a reading's result. */
export function Notices({ reading }: { readonly reading: Reading }) {
  const { text } = useTranslator();
  const { refusal, model, radiograph } = reading;
  return (
    <>
      {refusal && (
        <Notice title={text("study.readAnyway.title")}>
          <p>{text(refusalWords(refusal.code).what)}</p>
          <p>{text("study.readAnyway.careful")}</p>
          <p className={styles.original} lang="en" dir="ltr">
            {refusal.message} ({refusal.code})
          </p>
        </Notice>
      )}
      {model.calibrated === false && (
        <Notice title={text("study.uncalibrated.title")}>
          <p>{text("study.uncalibrated")}</p>
        </Notice>
      )}
      {radiograph.warnings.length > 0 && (
        <Notice title={text("study.warnings")}>
          <ul>
            {radiograph.warnings.map((warning) => (
              <li key={warning}>
                <Warning warning={warning} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function Warning({ warning }: { readonly warning: string }) {
  const { text } = useTranslator();
  const words = warningWords(warning);
  if (words !== null) return text(words.key, words.values);
  return (
    <span lang="en" dir="ltr">
      {warning}
    </span>
  );
}

function Notice({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.notice}>
      <p className={styles.title}>
        <IconAlertTriangle size={18} aria-hidden="true" /> {title}
      </p>
      {children}
    </div>
  );
}
