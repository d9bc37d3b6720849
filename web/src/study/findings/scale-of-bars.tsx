import { useTranslator } from "../../language/language-context.tsx";
import { BAR_TICKS, barPosition } from "./bar-scale.ts";
import styles from "./findings.module.css";
import { finePercent } from "./fine-percent.ts";

/** Names the probabilities along the bars: their scale is not even. */
export function BarScale() {
  const { language } = useTranslator();
  return (
    <div className={styles.scale} aria-hidden="true">
      {[0, ...BAR_TICKS, 1].map((tick) => (
        <span key={tick} style={tick === 1 ? { insetInlineEnd: 0 } : placeOf(tick)}>
          {finePercent(tick, language)}
        </span>
      ))}
    </div>
  );
}

function placeOf(tick: number) {
  return { insetInlineStart: `${100 * barPosition(tick)}%` };
}
