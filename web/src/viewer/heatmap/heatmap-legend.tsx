import { useMemo } from "react";
import type { Finding } from "../../../../src/findings/index.ts";
import { heatGradient } from "../../../../src/report/colour-map.ts";
import { useTranslator } from "../../language/language-context.tsx";
import type { ViewerImage } from "../grey/viewer-image.ts";
import styles from "./heatmap-legend.module.css";
import type { ShownHeatmap } from "./use-heatmap.ts";

interface HeatmapLegendProps {
  readonly finding: Finding;
  readonly heatmap: ShownHeatmap;
  readonly image: ViewerImage;
}

/** What the colours mean, and how coarse they are. */
export function HeatmapLegend({ finding, heatmap, image }: HeatmapLegendProps) {
  const { text, finding: nameOf } = useTranslator();
  const gradient = useMemo(heatGradient, []);
  const name = nameOf(finding);
  if (heatmap.state !== "ready") {
    return (
      <p className={styles.words}>{text(`viewer.legend.${heatmap.state}`, { finding: name })}</p>
    );
  }
  if (heatmap.bitmap === null) {
    return <p className={styles.words}>{text("viewer.legend.zero", { finding: name })}</p>;
  }
  const { rows, columns } = heatmap.map;
  const [height, width] = [image.rows / rows, image.columns / columns];
  const [down, across] = image.pixelSpacing ?? [0, 0];
  return (
    <div className={styles.legend}>
      <strong>{text("viewer.legend.title", { finding: name })}</strong>
      <div className={styles.scale}>
        <span>{text("viewer.legend.none")}</span>
        <span className={styles.bar} style={{ backgroundImage: gradient }} aria-hidden="true" />
        <span>{text("viewer.legend.most")}</span>
      </div>
      <p className={styles.words}>
        {text("viewer.legend.coarse", {
          columns,
          rows,
          width: Math.round(width),
          height: Math.round(height),
        })}{" "}
        {image.pixelSpacing &&
          text("viewer.legend.size", {
            width: Math.round(width * across),
            height: Math.round(height * down),
          })}
      </p>
    </div>
  );
}
