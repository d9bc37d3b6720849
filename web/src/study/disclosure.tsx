import type { ReactNode } from "react";
import styles from "./disclosure.module.css";

/** Something explained on demand: one click opens it. */
export function Disclosure({
  summary,
  children,
  onOpen,
}: {
  readonly summary: string;
  readonly children: ReactNode;
  readonly onOpen?: () => void;
}) {
  return (
    <details
      className={styles.disclosure}
      onToggle={({ currentTarget: { open } }) => open && onOpen?.()}
    >
      <summary>{summary}</summary>
      <div className={styles.content}>{children}</div>
    </details>
  );
}
