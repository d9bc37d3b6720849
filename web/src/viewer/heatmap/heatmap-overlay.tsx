import { useEffect, useRef } from "react";
import { type Affine, afterScaling, cssMatrix } from "../geometry/affine.ts";
import type { Bitmap } from "./heatmap-bitmap.ts";
import styles from "./heatmap-overlay.module.css";

interface HeatmapOverlayProps {
  readonly bitmap: Bitmap;
  /** How strongly it covers the radiograph where the map is strongest, from 0 to 1. */
  readonly opacity: number;
  /** Size of the image, and where it lies. */
  readonly columns: number;
  readonly rows: number;
  readonly affine: Affine;
}

/** A heatmap over the whole image, wherever that lies. */
export function HeatmapOverlay({ bitmap, opacity, columns, rows, affine }: HeatmapOverlayProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { data, width, height } = bitmap;
    canvas.current?.getContext("2d")?.putImageData(new ImageData(data, width, height), 0, 0);
  }, [bitmap]);
  const { width, height } = bitmap;
  const transform = cssMatrix(afterScaling(affine, columns / width, rows / height));
  return (
    <div className={styles.layer} aria-hidden="true">
      <canvas
        ref={canvas}
        className={styles.overlay}
        width={width}
        height={height}
        style={{ transform, opacity }}
      />
    </div>
  );
}
