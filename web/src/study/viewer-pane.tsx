import { Loader } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Study, StudyImage } from "../api/types.ts";
import { useTranslator } from "../language/language-context.tsx";
import type { ShownBox, ViewerProps } from "../viewer/viewer.tsx";
import { studyMoment, studyTitle } from "./head/study-title.ts";
import { HeatmapBar } from "./heatmap/heatmap-bar.tsx";
import { canBeReadAnyway } from "./refusal/refusal-words.ts";
import styles from "./study-page.module.css";
import { PlainPicture } from "./unread/plain-picture.tsx";
import type { Drawing } from "./use-drawing.ts";
import type { FindingsState } from "./use-findings.tsx";

const Viewer = lazy(() => import("../viewer/viewer.tsx"));

/** How much of the colour is seen at first. */
const FIRST_OPACITY = 0.6;

/** The radiograph with its tools, and below it what is known of the heatmap. */
export function ViewerPane({
  study,
  image,
  prior,
  findings,
  boxes,
  drawing,
}: {
  readonly study: Study;
  readonly image: StudyImage;
  readonly prior: ViewerProps["prior"];
  readonly findings: FindingsState;
  readonly boxes: readonly ShownBox[];
  readonly drawing: Drawing;
}) {
  const translator = useTranslator();
  const { text } = translator;
  const [opacity, setOpacity] = useState(FIRST_OPACITY);
  const { shown } = findings;
  return (
    <div className={styles.image}>
      <section className={styles.viewer} aria-label={text("viewer.label")}>
        {isViewable(image) ? (
          <Suspense
            fallback={
              <p className={styles.loading} role="status">
                <Loader aria-hidden="true" /> {text("app.loading")}
              </p>
            }
          >
            <Viewer
              image={image}
              name={studyTitle(study, image)}
              label={studyMoment(study, translator)}
              prior={prior}
              heatmap={shown.kind === "shown" ? { finding: shown.finding, opacity } : null}
              boxes={boxes}
              drawing={drawing.viewer}
            />
          </Suspense>
        ) : (
          <PlainPicture key={image.id} image={image} />
        )}
      </section>
      {image.reading !== null && (
        <HeatmapBar
          image={image}
          shown={shown}
          reading={findings.chosen}
          opacity={opacity}
          setOpacity={setOpacity}
          toggleHidden={findings.toggleHidden}
          toggleAnyway={findings.toggleAnyway}
        />
      )}
    </div>
  );
}

/** Whether the viewer can be expected to show it: it was read, or refused for what is seen in it only. */
function isViewable({ reading, error }: StudyImage): boolean {
  return reading !== null || (error !== null && canBeReadAnyway(error.code));
}
