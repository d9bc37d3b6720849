import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useShortcuts } from "../../keyboard/shortcuts.tsx";
import { useTranslator } from "../../language/language-context.tsx";
import type { OutboxEntry } from "./outbox.ts";
import { UNDO_WITHIN } from "./outbox.ts";
import styles from "./undo-line.module.css";
import type { Outbox } from "./use-outbox.ts";

/** Says what was just given by a key or a click, wherever somebody looks, and takes it back. */
export function UndoLine({ outbox }: { readonly outbox: Outbox }) {
  const { text, finding: nameOf } = useTranslator();
  const [undone, setUndone] = useState<OutboxEntry | null>(null);
  const held = outbox.waiting.findLast(outbox.isHeld);
  const undo = () => {
    if (held === undefined || !outbox.undo(held.id)) return;
    setUndone(held);
    // The button goes away: the keyboard goes on where the finding is.
    document.querySelector<HTMLElement>("[data-finding][aria-expanded=true]")?.focus();
  };
  useEffect(() => {
    if (undone === null) return;
    const timer = setTimeout(() => setUndone(null), UNDO_WITHIN);
    return () => clearTimeout(timer);
  }, [undone]);
  useShortcuts(
    held === undefined ? [] : [{ keys: ["Control+z"], label: "study.key.undo", run: undo }],
  );
  const words = ({ feedback: { kind, finding } }: OutboxEntry) => ({
    opinion: kind,
    finding: finding ? nameOf(finding) : text("study.feedback.whole"),
  });
  const isEmpty = held === undefined && undone === null;
  return (
    <div className={styles.line} role="status" data-empty={isEmpty}>
      {held !== undefined && (
        <>
          <span>{text("study.undo.saved", words(held))}</span>
          <Button size="compact-sm" variant="outline" aria-keyshortcuts="Control+z" onClick={undo}>
            {text("study.undo")}
          </Button>
        </>
      )}
      {held === undefined && undone !== null && text("study.undo.undone", words(undone))}
    </div>
  );
}
