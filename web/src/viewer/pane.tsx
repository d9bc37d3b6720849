import { Progress } from "@mantine/core";
import { useId, useState, useSyncExternalStore } from "react";
import type { StudyImage } from "../api/types.ts";
import { useTranslator } from "../language/language-context.tsx";
import type { Appearance } from "./appearance.ts";
import { currentBackend, subscribeToBackend } from "./cornerstone/engine.ts";
import { Failure } from "./failure.tsx";
import { usePixels } from "./grey/use-pixels.ts";
import { useHeatmap } from "./heatmap/use-heatmap.ts";
import styles from "./pane.module.css";
import { Surface } from "./surface.tsx";
import type { Tool } from "./tools.ts";
import type { ViewerProps } from "./viewer.tsx";

/** What one image is shown with. */
export interface PaneProps extends Pick<ViewerProps, "heatmap" | "boxes" | "drawing"> {
  readonly image: StudyImage;
  /** Whose image it is, for those who do not see it. */
  readonly name: string;
  /** What stands above it, if there are two. */
  readonly heading: string | null;
  readonly isActive: boolean;
  readonly tool: Tool;
  readonly appearance: Appearance;
  readonly onAppearance: (change: (before: Appearance) => Appearance) => void;
  readonly onActive: () => void;
}

/** One image, from its loading on, with what is said of it below. */
export function Pane(props: PaneProps) {
  const { image, name, heading, isActive, heatmap } = props;
  const { text } = useTranslator();
  const [pixels, retry] = usePixels(image.id);
  const shownHeatmap = useHeatmap(image, heatmap?.finding ?? null);
  const backend = useSyncExternalStore(subscribeToBackend, currentBackend);
  const [drawingError, setDrawingError] = useState<unknown>(null);
  const headingId = useId();
  const again = () => {
    setDrawingError(null);
    retry();
  };
  const failure = pixels.state === "failed" ? pixels.error : drawingError;
  return (
    <section className={styles.pane} data-active={isActive && heading !== null}>
      {heading !== null && (
        <h3 id={headingId} className={styles.heading}>
          {heading}
          {isActive && <span className={styles.active}> · {text("viewer.active")}</span>}
        </h3>
      )}
      {failure !== null ? (
        <Failure error={failure} onRetry={again} />
      ) : pixels.state === "ready" ? (
        <Surface
          {...props}
          key={`${image.id} ${backend}`}
          pixels={pixels.image}
          shownHeatmap={shownHeatmap}
          onFailed={setDrawingError}
        />
      ) : (
        <div className={styles.notice} role="status">
          <p>{text("viewer.loading", { share: pixels.state === "loading" ? pixels.share : 0 })}</p>
          <Progress
            value={pixels.state === "loading" ? pixels.share * 100 : 0}
            aria-label={text("viewer.surface", { name })}
            className={styles.progress}
          />
        </div>
      )}
      {backend === "cpu" && <p className={styles.words}>{text("viewer.processor")}</p>}
    </section>
  );
}
