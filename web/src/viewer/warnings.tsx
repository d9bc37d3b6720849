import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslator } from "../language/language-context.tsx";
import type { Appearance } from "./appearance.ts";
import styles from "./surface.module.css";

/** What is other than the file wants it, in words: a mirrored chest looks like a heart on the right. */
export function Warnings({
  appearance: { view, isInverted },
}: {
  readonly appearance: Appearance;
}) {
  const { text } = useTranslator();
  return (
    <div className={styles.warnings} role="status">
      {view.isMirrored && (
        <p className={styles.warning}>
          <IconAlertTriangle size={18} aria-hidden="true" />
          {text("viewer.mirrored")}
        </p>
      )}
      {view.quarterTurns > 0 && <p>{text("viewer.turned", { degrees: view.quarterTurns * 90 })}</p>}
      {isInverted && <p>{text("viewer.inverted")}</p>}
    </div>
  );
}
