import { Button, Slider } from "@mantine/core";
import type { ReactNode } from "react";
import type { FindingReading, StudyImage } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { finePercent } from "../findings/fine-percent.ts";
import styles from "./heatmap.module.css";
import type { ShownHeatmap } from "./heatmap-choice.ts";
import { HeatmapLegend } from "./heatmap-legend.tsx";

/** Below the radiograph: which heatmap lies over it, what its colours mean, how strong it is drawn; and if there is none, why. */
export function HeatmapBar({
  image,
  shown,
  reading,
  opacity,
  setOpacity,
  toggleHidden,
  toggleAnyway,
}: {
  readonly image: StudyImage;
  readonly shown: ShownHeatmap;
  /** Of the finding that is chosen. */
  readonly reading: FindingReading | null;
  readonly opacity: number;
  readonly setOpacity: (opacity: number) => void;
  readonly toggleHidden: () => void;
  readonly toggleAnyway: () => void;
}) {
  const { text, finding: nameOf, language } = useTranslator();
  const said = (children: ReactNode) => (
    <p className={styles.said} role="status">
      {children}
    </p>
  );
  if (shown.kind === "nothingChosen") {
    return <div className={styles.bar}>{said(text("study.heatmap.nothingChosen"))}</div>;
  }
  const finding = nameOf(shown.finding);
  if (shown.kind === "missing") {
    return <div className={styles.bar}>{said(text("study.heatmap.missing", { finding }))}</div>;
  }
  if (shown.kind === "withheld") {
    const hasPoint = shown.verdict === "negative" || shown.verdict === "borderlineBelow";
    const why =
      hasPoint && reading?.probability != null && reading.operatingPoint !== null
        ? text("study.heatmap.withheld", {
            finding,
            probability: finePercent(reading.probability, language),
            operatingPoint: finePercent(reading.operatingPoint, language),
          })
        : text("study.heatmap.withheldUnjudged", { finding });
    return (
      <div className={styles.bar}>
        {said(why)}
        <Button size="xs" variant="default" onClick={toggleAnyway}>
          {text("study.heatmap.anyway")}
        </Button>
      </div>
    );
  }
  const isShown = shown.kind === "shown";
  return (
    <div className={styles.bar}>
      {said(
        <>
          {text(isShown ? "study.heatmap.shown" : "study.heatmap.hidden", { finding })}
          {isShown && shown.isAnyway && <> {text("study.heatmap.shownAnyway")}</>}
        </>,
      )}
      {isShown && (
        <>
          <HeatmapLegend image={image} finding={shown.finding} />
          <div className={styles.opacity}>
            <span aria-hidden="true">{text("study.heatmap.opacity")}</span>
            <Slider
              className={styles.slider}
              thumbLabel={text("study.heatmap.opacity")}
              thumbValueText={(value) => finePercent(value / 100, language)}
              label={(value) => finePercent(value / 100, language)}
              min={10}
              max={100}
              step={5}
              thumbSize={24}
              value={Math.round(100 * opacity)}
              onChange={(value) => setOpacity(value / 100)}
            />
          </div>
        </>
      )}
      <Button size="xs" variant="default" onClick={toggleHidden} aria-keyshortcuts="h">
        {text(isShown ? "study.heatmap.hide" : "study.heatmap.show")}
      </Button>
      {isShown && shown.isAnyway && (
        <Button size="xs" variant="subtle" onClick={toggleAnyway}>
          {text("study.heatmap.withhold")}
        </Button>
      )}
    </div>
  );
}
