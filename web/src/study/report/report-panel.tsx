import { Alert, Button, Group, NativeSelect, Textarea } from "@mantine/core";
import { type RefObject, useEffect, useId, useState } from "react";
import {
  createTranslator,
  isLanguage,
  LANGUAGE_NAMES,
  LANGUAGES,
  loadCatalogue,
} from "../../../../src/language/index.ts";
import type { Session } from "../../api/session.ts";
import type { Report, Study } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { personOf } from "../feedback/person.ts";
import { useKeptText } from "../kept-text.ts";
import { Downloads } from "./downloads.tsx";
import { type DraftedImage, draftImpression } from "./draft-impression.ts";
import { draftMarks } from "./draft-mark.ts";
import styles from "./report.module.css";
import { ReportConflict } from "./report-conflict.tsx";
import { mergeTexts, type ReportDraft } from "./report-draft.ts";
import { reportErrorWords } from "./report-error-words.ts";
import type { SaidOfImage } from "./said-of-image.ts";
import type { ReportWriting } from "./use-report-draft.ts";

/** Writing, saving and downloading the report of a study. */
export function ReportPanel({
  study,
  session,
  writing,
  save,
  opinions,
  field,
}: {
  readonly study: Study;
  readonly session: Session;
  readonly writing: ReportWriting;
  /** Saves what is written, asking first where a draft's mark still stands in it. */
  readonly save: (change?: Partial<ReportDraft>) => void;
  /** What people said, for the draft. */
  readonly opinions: readonly SaidOfImage[];
  /** The impression, to be reached by a key. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
}) {
  const { text } = useTranslator();
  const heading = useId();
  const { draft, state, write } = writing;
  const [isWriting, setWriting] = useState(false);
  const aside = useKeptText(`aside.${session.account?.id ?? "local"}.${study.id}`);
  const [setAside, keepAside] = aside;
  const drafted = study.images.flatMap(({ id, reading }) =>
    reading ? [{ reading, said: opinions.filter(({ image }) => image === id) }] : [],
  );
  useEffect(() => {
    // Written again, or merged: nothing stands aside any more.
    if (setAside !== null && draft.impression.includes(setAside)) keepAside(null);
  }, [setAside, draft.impression, keepAside]);
  return (
    <section id="report" aria-labelledby={heading} className={styles.section}>
      <h2 id={heading}>{text("study.report")}</h2>
      {state === "outdated" && study.report !== null && (
        <ReportConflict
          report={study.report}
          session={session}
          writing={writing}
          save={save}
          keepAside={keepAside}
          field={field}
        />
      )}
      {setAside !== null && (
        <div className={styles.aside}>
          <p>{text("study.report.aside")}</p>
          <Button
            size="xs"
            variant="default"
            onClick={() => write({ impression: mergeTexts(draft.impression, setAside) })}
          >
            {text("study.report.aside.back")}
          </Button>
        </div>
      )}
      <NativeSelect
        label={text("study.report.language")}
        value={draft.language}
        onChange={({ currentTarget: { value } }) => isLanguage(value) && write({ language: value })}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <Textarea
        ref={field}
        id="impression"
        label={text("study.report.impression")}
        description={text("study.report.impression.kept")}
        dir="auto"
        autosize
        minRows={4}
        maxRows={20}
        maxLength={20_000}
        value={draft.impression}
        aria-keyshortcuts="e"
        onFocus={() => setWriting(true)}
        onBlur={() => setWriting(false)}
        onKeyDown={({ key, nativeEvent, currentTarget }) => {
          if (key === "Escape" && !nativeEvent.isComposing) currentTarget.blur();
        }}
        onChange={({ currentTarget: { value } }) => write({ impression: value })}
      />
      <Group gap={6}>
        <Button
          size="xs"
          onClick={() => save()}
          loading={writing.isSaving}
          disabled={state !== "unsaved"}
          aria-keyshortcuts="Control+s"
        >
          {text("study.report.save")}
        </Button>
        <DraftButton images={drafted} writing={writing} />
      </Group>
      <SavingState
        writing={writing}
        report={study.report}
        session={session}
        isWriting={isWriting}
      />
      <Downloads
        studyId={study.id}
        language={draft.language}
        isUnsaved={state !== "saved" && state !== "empty"}
      />
    </section>
  );
}

/** Puts a draft from the findings into the impression, below what is written already. */
function DraftButton({
  images,
  writing: { draft, write },
}: {
  readonly images: readonly DraftedImage[];
  readonly writing: ReportWriting;
}) {
  const { text } = useTranslator();
  const insert = async () => {
    const translator = createTranslator(draft.language, await loadCatalogue(draft.language));
    write({
      impression: mergeTexts(draft.impression, draftImpression(images, translator)),
      marks: draftMarks(translator),
    });
  };
  return (
    <Button
      size="xs"
      variant="default"
      disabled={images.length === 0}
      onClick={() => void insert()}
    >
      {text("study.report.draft")}
    </Button>
  );
}

/** Says whether what is written is saved, and if not, why. */
function SavingState({
  writing: { state, error, isSaving, isServerAway },
  report,
  session,
  isWriting,
}: {
  readonly writing: ReportWriting;
  readonly report: Report | null;
  readonly session: Session;
  /** Whether the keyboard is in the field. */
  readonly isWriting: boolean;
}) {
  const translator = useTranslator();
  const { text, time } = translator;
  const said = () => {
    if (isServerAway) return text("study.report.away");
    if (isSaving) return text("study.report.saving");
    if (state === "empty" || report === null) {
      return text(state === "unsaved" ? "study.report.unsaved" : "study.report.none");
    }
    if (state !== "saved") return text("study.report.unsaved");
    return text("study.report.saved", {
      edition: report.edition,
      person: personOf(report, session, translator),
      time: time(report.createdAt),
    });
  };
  return (
    <>
      <p className={styles.state} role="status" data-state={state}>
        {said()}
        {state === "saved" && isWriting && <> {text("study.report.escape")}</>}
      </p>
      {error !== null && !isSaving && (
        <Alert color="amber" variant="outline" title={text("study.report.notSaved")}>
          {text(reportErrorWords(error))}
        </Alert>
      )}
    </>
  );
}
