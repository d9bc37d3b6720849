import { Button, Textarea } from "@mantine/core";
import type { SubmitEvent } from "react";
import type { NewFeedback } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { useKeptText } from "../kept-text.ts";
import styles from "./feedback.module.css";

/** Says anything else. */
export function CommentForm({
  draftName,
  give,
}: {
  readonly draftName: string;
  readonly give: (feedback: NewFeedback) => void;
}) {
  const { text } = useTranslator();
  const [words, keepWords] = useKeptText(`comment.${draftName}`);
  const said = words?.trim() ?? "";
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    if (said === "") return;
    give({ kind: "comment", text: said });
    keepWords(null);
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <h3>{text("study.comment")}</h3>
      <Textarea
        label={text("study.comment.text")}
        dir="auto"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
        value={words ?? ""}
        onChange={({ currentTarget: { value } }) => keepWords(value)}
      />
      <Button size="xs" type="submit" w="fit-content" disabled={said === ""}>
        {text("study.comment.save")}
      </Button>
    </form>
  );
}
