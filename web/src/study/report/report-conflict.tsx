import { Alert, Button, Group } from "@mantine/core";
import type { RefObject } from "react";
import type { Session } from "../../api/session.ts";
import type { Report } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { personOf } from "../feedback/person.ts";
import styles from "./report.module.css";
import { mergeTexts, type ReportDraft } from "./report-draft.ts";
import type { ReportWriting } from "./use-report-draft.ts";

/** Somebody saved another text in the meantime: both are shown, and a person decides. */
export function ReportConflict({
  report,
  session,
  writing: { draft, write, letGo },
  save,
  keepAside,
  field,
}: {
  readonly report: Report;
  readonly session: Session;
  readonly writing: ReportWriting;
  readonly save: (change: Partial<ReportDraft>) => void;
  readonly keepAside: (text: string) => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}) {
  const translator = useTranslator();
  const { text, time } = translator;
  const { edition } = report;
  return (
    <Alert
      color="amber"
      variant="outline"
      title={text("study.conflict")}
      className={styles.conflict}
    >
      <p>
        {text("study.conflict.explained", {
          person: personOf(report, session, translator),
          time: time(report.createdAt),
        })}
      </p>
      <div className={styles.texts}>
        <figure>
          <figcaption>{text("study.conflict.theirs")}</figcaption>
          <blockquote dir="auto" lang={report.language}>
            {report.impression || text("study.conflict.empty")}
          </blockquote>
        </figure>
        <figure>
          <figcaption>{text("study.conflict.mine")}</figcaption>
          <blockquote dir="auto" lang={draft.language}>
            {draft.impression || text("study.conflict.empty")}
          </blockquote>
        </figure>
      </div>
      <Group gap={6}>
        <Button size="xs" variant="default" onClick={() => save({ edition })}>
          {text("study.conflict.keepMine")}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            keepAside(draft.impression);
            letGo();
          }}
        >
          {text("study.conflict.takeTheirs")}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            write({ impression: mergeTexts(report.impression, draft.impression), edition });
            field.current?.focus();
          }}
        >
          {text("study.conflict.merge")}
        </Button>
      </Group>
    </Alert>
  );
}
