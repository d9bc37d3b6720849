import type { CSSProperties } from "react";
import { BAR_TICKS, barOf, barPosition } from "./bar-scale.ts";
import styles from "./probability-bar.module.css";
import { type Judged, verdictOf } from "./verdict.ts";

/** A probability as a bar, its interval as a thin line, the operating point as a mark. Says nothing that words beside it don't. */
export function ProbabilityBar({ reading }: { readonly reading: Judged }) {
  const { fill, interval, mark } = barOf(reading);
  return (
    <span className={styles.bar} data-verdict={verdictOf(reading)} aria-hidden="true">
      {BAR_TICKS.map((tick) => (
        <span key={tick} className={styles.tick} style={startAt(barPosition(tick))} />
      ))}
      <span className={styles.fill} style={{ inlineSize: percent(fill) }} />
      {interval && (
        <span
          className={styles.interval}
          style={{ ...startAt(interval.start), inlineSize: percent(interval.length) }}
        />
      )}
      {mark !== null && <span className={styles.mark} style={startAt(mark)} />}
    </span>
  );
}

function startAt(share: number): CSSProperties {
  return { insetInlineStart: percent(share) };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}
