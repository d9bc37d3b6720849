import { useEffect, useRef } from "react";
import type { Affine } from "../geometry/affine.ts";
import type { ViewerImage } from "../grey/viewer-image.ts";
import { drawByProcessor, fitsGraphicsCard } from "./engine.ts";
import styles from "./radiograph-canvas.module.css";
import { type Drawing, openViewport, type RadiographViewport } from "./viewport.ts";

interface RadiographCanvasProps extends Drawing {
  readonly image: ViewerImage;
  /** Hears where the image lies, each time that it was drawn. */
  readonly onDrawn: (affine: Affine) => void;
  readonly onFailed: (error: unknown) => void;
  /** Size of the element, in CSS pixels: the drawing follows it. */
  readonly width: number;
  readonly height: number;
}

/** An image, drawn by cornerstone3D. To be mounted anew when what draws changes. */
export function RadiographCanvas(props: RadiographCanvasProps) {
  const { image, affine, ramp, isInverted, width, height } = props;
  const element = useRef<HTMLDivElement>(null);
  const viewport = useRef<RadiographViewport | null>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (element.current === null) return;
    if (!fitsGraphicsCard(image.rows, image.columns)) drawByProcessor();
    const opened = openViewport(
      element.current,
      image,
      (where) => latest.current.onDrawn(where),
      (error) => latest.current.onFailed(error),
    );
    viewport.current = opened;
    return () => {
      viewport.current = null;
      opened.close();
    };
  }, [image]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the element's size is what asks for it
  useEffect(() => viewport.current?.resize(), [width, height]);
  useEffect(() => {
    viewport.current?.draw({ affine, ramp, isInverted });
  }, [affine, ramp, isInverted]);
  return <div ref={element} className={styles.canvas} aria-hidden="true" />;
}
