import { Button, Group } from "@mantine/core";
import { IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./feedback.module.css";
import type { Opinion } from "./opinion.ts";

/** Agree or disagree with what the model says of one finding, and what this person last said. */
export function FindingFeedback({
  opinion,
  say,
  mark,
}: {
  readonly opinion: Opinion | null;
  readonly say: (kind: Opinion["kind"]) => void;
  /** Lets somebody draw where on the radiograph the model is wrong. */
  readonly mark: () => void;
}) {
  const { text } = useTranslator();
  const { kind = null, state = "saved" } = opinion ?? {};
  return (
    <div className={styles.opinion}>
      <Group gap={6}>
        <Button
          size="xs"
          variant={kind === "agree" ? "filled" : "default"}
          aria-pressed={kind === "agree"}
          aria-keyshortcuts="a"
          leftSection={<IconThumbUp size={14} aria-hidden="true" />}
          onClick={() => say("agree")}
        >
          {text("study.agree")}
        </Button>
        <Button
          size="xs"
          variant={kind === "disagree" ? "filled" : "default"}
          aria-pressed={kind === "disagree"}
          aria-keyshortcuts="d"
          leftSection={<IconThumbDown size={14} aria-hidden="true" />}
          onClick={() => say("disagree")}
        >
          {text("study.disagree")}
        </Button>
        <Button size="xs" variant="subtle" onClick={mark}>
          {text("study.disagree.mark")}
        </Button>
      </Group>
      {kind !== null && (
        <p className={styles.quiet} role={state === "held" ? undefined : "status"}>
          {text(`study.opinion.${state}`, { opinion: kind })}
        </p>
      )}
    </div>
  );
}
