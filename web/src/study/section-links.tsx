import { useTranslator } from "../language/language-context.tsx";
import styles from "./study-page.module.css";

const SECTIONS = [
  { id: "findings", label: "study.findings" },
  { id: "feedback", label: "study.feedback" },
  { id: "report", label: "study.report" },
] as const;

/** Ways to the sections below. An image without a reading has a report only. */
export function SectionLinks({ hasFindings }: { readonly hasFindings: boolean }) {
  const { text } = useTranslator();
  const sections = hasFindings ? SECTIONS : SECTIONS.filter(({ id }) => id === "report");
  return (
    <nav className={styles.sections} aria-label={text("study.sections")}>
      {sections.map(({ id, label }) => (
        <button key={id} type="button" onClick={() => goTo(id)}>
          {text(label)}
        </button>
      ))}
    </nav>
  );
}

/** Brings a section's heading into view, and the keyboard with it. */
function goTo(section: string): void {
  const heading = document.getElementById(section)?.querySelector("h2");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: "start" });
}
