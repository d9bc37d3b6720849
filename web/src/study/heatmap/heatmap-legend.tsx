import type { Finding } from "../../../../src/findings/index.ts";
import { heatGradient } from "../../../../src/report/colour-map.ts";
import type { StudyImage } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { useLoadedHeatmap } from "../../viewer/heatmap/use-heatmap.ts";
import styles from "./heatmap-legend.module.css";

const GRADIENT = heatGradient();

/** What the colours over the radiograph mean, and how coarse they are; or that there are none yet, and why. */
export function HeatmapLegend({
  image,
  finding,
}: {
  readonly image: StudyImage;
  readonly finding: Finding;
}) {
  const { text, finding: nameOf } = useTranslator();
  const heatmap = useLoadedHeatmap(image, finding);
  const name = nameOf(finding);
  if (heatmap === null || image.reading === null) return null;
  if (heatmap.state !== "ready") {
    return (
      <p className={styles.words} role="status">
        {text(`study.legend.${heatmap.state}`, { finding: name })}
      </p>
    );
  }
  const { rows, columns, data } = heatmap.map;
  if (!data.some((value) => value > 0)) {
    return <p className={styles.words}>{text("study.legend.zero", { finding: name })}</p>;
  }
  const { radiograph } = image.reading;
  return (
    <div className={styles.legend}>
      <div className={styles.scale}>
        <span>{text("study.legend.none")}</span>
        <span className={styles.bar} style={{ backgroundImage: GRADIENT }} aria-hidden="true" />
        <span>{text("study.legend.most")}</span>
      </div>
      <p className={styles.words}>
        {text("study.legend.coarse", {
          columns,
          rows,
          width: Math.round(radiograph.columns / columns),
          height: Math.round(radiograph.rows / rows),
        })}
      </p>
    </div>
  );
}
