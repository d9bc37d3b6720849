import { CloseButton } from "@mantine/core";
import type { TextKey } from "../../../src/language/index.ts";
import { useShortcuts } from "../keyboard/shortcuts.tsx";
import { useTranslator } from "../language/language-context.tsx";
import styles from "./surface.module.css";
import { TOOLS, type Tool } from "./tools.ts";

interface HintProps {
  readonly tool: Tool;
  readonly isDrawing: boolean;
  /** How many points are placed already. */
  readonly placed: number;
  readonly onCancel: () => void;
}

/** What the chosen tool wants next, and a way out. */
export function Hint({ tool, isDrawing, placed, onCancel }: HintProps) {
  const { text } = useTranslator();
  const canCancel = isDrawing || placed > 0;
  // Escape works wherever the focus is.
  useShortcuts(canCancel ? [{ keys: ["Escape"], label: "viewer.cancel", run: onCancel }] : []);
  return (
    <div className={styles.hint}>
      <p role="status">{text(hintOf(tool, isDrawing, placed))}</p>
      {canCancel && <CloseButton size="lg" onClick={onCancel} aria-label={text("viewer.cancel")} />}
    </div>
  );
}

function hintOf(tool: Tool, isDrawing: boolean, placed: number): TextKey {
  if (isDrawing) return "viewer.hint.drawing";
  if (tool === "ratio" && placed >= 2) return "viewer.hint.ratio.chest";
  return TOOLS.find((one) => one.tool === tool)?.hint ?? "viewer.hint.pan";
}
