import { useTranslator } from "../../language/language-context.tsx";
import { Disclosure } from "../disclosure.tsx";
import styles from "./findings.module.css";
import { ProbabilityBar } from "./probability-bar.tsx";

/** A bar that nobody's radiograph gave. */
const EXAMPLE = {
  probability: 0.3,
  interval: { low: 0.18, high: 0.45 },
  operatingPoint: 0.1,
  positive: true,
  borderline: false,
};

/** How to read bar, line and mark. */
export function BarsExplained() {
  const { text } = useTranslator();
  return (
    <Disclosure summary={text("study.bars.summary")}>
      <div className={styles.example}>
        <ProbabilityBar reading={EXAMPLE} />
      </div>
      <dl className={styles.legend}>
        <dt>{text("study.bars.bar")}</dt>
        <dd>{text("study.bars.bar.means")}</dd>
        <dt>{text("study.bars.mark")}</dt>
        <dd>{text("study.bars.mark.means")}</dd>
        <dt>{text("study.bars.line")}</dt>
        <dd>{text("study.bars.line.means")}</dd>
      </dl>
      <p>{text("study.bars.scale")}</p>
    </Disclosure>
  );
}
