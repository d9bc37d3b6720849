import { Button, Group, NativeSelect, Textarea } from "@mantine/core";
import { type SubmitEvent, useState } from "react";
import { FINDINGS, isFinding } from "../../../../src/findings/index.ts";
import type { NewFeedback } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import type { Box } from "../../viewer/viewer.tsx";
import { useKeptText } from "../kept-text.ts";
import styles from "./feedback.module.css";

/** Says that the model missed a finding, if wanted with where it is. */
export function MissedForm({
  draftName,
  give,
  drawBox,
}: {
  /** Under which the browser keeps what is typed. */
  readonly draftName: string;
  readonly give: (feedback: NewFeedback) => void;
  readonly drawBox: (done: (box: Box) => void) => void;
}) {
  const { text, finding: nameOf } = useTranslator();
  const [finding, setFinding] = useState("");
  const [box, setBox] = useState<Box | null>(null);
  const [words, keepWords] = useKeptText(`missed.${draftName}`);
  const [isMissing, setMissing] = useState(false);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isFinding(finding)) return setMissing(true);
    give({ kind: "missed", finding, box: box && [...box], text: words?.trim() || null });
    setFinding("");
    setBox(null);
    keepWords(null);
    setMissing(false);
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <h3>{text("study.missed")}</h3>
      <NativeSelect
        id="missed-finding"
        label={text("study.missed.finding")}
        value={finding}
        onChange={({ currentTarget: { value } }) => setFinding(value)}
        error={isMissing && finding === "" ? text("study.missed.choose") : null}
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
        value={words ?? ""}
        onChange={({ currentTarget: { value } }) => keepWords(value)}
      />
      <Group gap={6}>
        <Button size="xs" variant="default" onClick={() => drawBox(setBox)}>
          {text(box === null ? "study.missed.draw" : "study.missed.redraw")}
        </Button>
        {box !== null && (
          <Button size="xs" variant="subtle" onClick={() => setBox(null)}>
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
