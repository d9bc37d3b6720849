import { Button, Group } from "@mantine/core";
import { IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import type { Finding } from "../../../../src/findings/index.ts";
import type { Feedback, NewFeedback } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./feedback.module.css";
import type { OutboxEntry } from "./outbox.ts";

/** Agree or disagree with what the model says of one finding, and what this person last said. */
export function FindingFeedback({
  finding,
  own,
  waiting,
  give,
  mark,
}: {
  readonly finding: Finding;
  /** What this person said of the image, oldest first, saved and not yet saved. */
  readonly own: readonly Feedback[];
  readonly waiting: readonly OutboxEntry[];
  readonly give: (feedback: NewFeedback) => void;
  /** Lets somebody draw where on the radiograph the model is wrong. */
  readonly mark: () => void;
}) {
  const { text } = useTranslator();
  const isOpinion = (one: NewFeedback) =>
    one.finding === finding && (one.kind === "agree" || one.kind === "disagree");
  const pending = waiting.findLast(({ feedback }) => isOpinion(feedback));
  const opinion = pending?.feedback.kind ?? own.findLast(isOpinion)?.kind ?? null;
  return (
    <div className={styles.opinion}>
      <Group gap={6}>
        <Button
          size="xs"
          variant={opinion === "agree" ? "filled" : "default"}
          aria-pressed={opinion === "agree"}
          aria-keyshortcuts="a"
          leftSection={<IconThumbUp size={14} aria-hidden="true" />}
          onClick={() => give({ kind: "agree", finding })}
        >
          {text("study.agree")}
        </Button>
        <Button
          size="xs"
          variant={opinion === "disagree" ? "filled" : "default"}
          aria-pressed={opinion === "disagree"}
          aria-keyshortcuts="d"
          leftSection={<IconThumbDown size={14} aria-hidden="true" />}
          onClick={() => give({ kind: "disagree", finding })}
        >
          {text("study.disagree")}
        </Button>
        <Button size="xs" variant="subtle" onClick={mark}>
          {text("study.disagree.mark")}
        </Button>
      </Group>
      {opinion !== null && (
        <p className={styles.quiet} role="status">
          {text(pending ? "study.opinion.waiting" : "study.opinion.saved", { opinion })}
        </p>
      )}
    </div>
  );
}
