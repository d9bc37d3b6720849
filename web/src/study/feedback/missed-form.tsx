import { Button, Group, NativeSelect, Textarea } from "@mantine/core";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { FINDINGS, isFinding } from "../../../../src/findings/index.ts";
import type { NewFeedback } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import type { Box } from "../../viewer/viewer.tsx";
import { useKeptText } from "../kept-text.ts";
import styles from "./feedback.module.css";
import { type MissedDraft, type PendingBox, parseMissedDraft } from "./missed-draft.ts";

/** Says that the model missed a finding, if wanted with where it is. */
export function MissedForm({
  draftName,
  give,
  drawBox,
  onPending,
}: {
  /** Under which the browser keeps what is said until it is saved. */
  readonly draftName: string;
  readonly give: (feedback: NewFeedback) => void;
  readonly drawBox: (done: (box: Box) => void) => void;
  /** Hears what is marked but not saved yet. */
  readonly onPending: (pending: PendingBox | null) => void;
}) {
  const { text, finding: nameOf } = useTranslator();
  const [kept, keep] = useKeptText(`missed.${draftName}`);
  const draft = parseMissedDraft(kept);
  const { finding, box, words } = draft;
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  });
  // The draft is parsed anew each time: its text tells whether it changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the box and the finding are in the text
  useEffect(() => {
    onPending(box && { box, finding });
    return () => onPending(null);
  }, [kept, onPending]);
  const change = (changed: Partial<MissedDraft>) =>
    keep(JSON.stringify({ ...latest.current, ...changed }));
  const [isMissing, setMissing] = useState(false);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (finding === null) return setMissing(true);
    give({ kind: "missed", finding, box: box && [...box], text: words.trim() || null });
    keep(null);
    setMissing(false);
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <h3>{text("study.missed")}</h3>
      <NativeSelect
        id="missed-finding"
        label={text("study.missed.finding")}
        value={finding ?? ""}
        onChange={({ currentTarget: { value } }) =>
          change({ finding: isFinding(value) ? value : null })
        }
        error={isMissing && finding === null ? text("study.missed.choose") : null}
        data={[
          { value: "", label: text("study.missed.choose") },
          ...FINDINGS.map((one) => ({ value: one, label: nameOf(one) })),
        ]}
      />
      <Textarea
        label={text("study.missed.text")}
        dir="auto"
        autosize
        minRows={1}
        maxRows={8}
        maxLength={20_000}
        value={words}
        onChange={({ currentTarget: { value } }) => change({ words: value })}
      />
      <Group gap={6}>
        <Button size="xs" variant="default" onClick={() => drawBox((box) => change({ box }))}>
          {text(box === null ? "study.missed.draw" : "study.missed.redraw")}
        </Button>
        {box !== null && (
          <Button size="xs" variant="subtle" onClick={() => change({ box: null })}>
            {text("study.missed.removeBox")}
          </Button>
        )}
        <Button size="xs" type="submit">
          {text("study.missed.save")}
        </Button>
      </Group>
      <p className={styles.quiet} role="status">
        {box !== null && text("study.missed.boxed")}
      </p>
    </form>
  );
}
