import { Checkbox, SegmentedControl } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useCallback, useState } from "react";
import type { Finding } from "../../../src/findings/index.ts";
import type { StudyImage } from "../api/types.ts";
import { useTranslator } from "../language/language-context.tsx";
import { type Appearance, AS_SENT, after, following } from "./appearance.ts";
import { Pane } from "./pane.tsx";
import { Toolbar } from "./toolbar.tsx";
import type { Tool } from "./tools.ts";
import styles from "./viewer.module.css";

/** Left, top, right and bottom in pixels of the original image. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** A box that somebody drew. */
export interface ShownBox {
  readonly id: string;
  readonly box: Box;
  readonly label: string;
  /** It is drawn, but not saved yet. */
  readonly isPending?: boolean;
}

/** What the viewer shows. */
export interface ViewerProps {
  readonly image: StudyImage;
  /** Whose image it is, for screen readers; the file's name if it is left out. */
  readonly name?: string;
  /** What stands above the image beside an earlier one, e.g. its date. */
  readonly label?: string;
  /** An earlier radiograph of the same patient, shown beside it. */
  readonly prior: { readonly image: StudyImage; readonly label: string } | null;
  /** Laid over the image. */
  readonly heatmap: { readonly finding: Finding; readonly opacity: number } | null;
  readonly boxes: readonly ShownBox[];
  /** While given, the pointer draws a box. */
  readonly drawing: { readonly done: (box: Box) => void; readonly cancel: () => void } | null;
}

/** Which of two images. */
type Which = "current" | "prior";

/** Below, two images do not stand side by side. */
const BOTH_PIXELS = 700;

/** A radiograph, or two, with the tools to look at them. */
export default function Viewer(props: ViewerProps) {
  const { image, prior, drawing } = props;
  const { text } = useTranslator();
  const { ref, width } = useElementSize();
  const [tool, setTool] = useState<Tool>("window");
  const [chosen, setChosen] = useState<Which>("current");
  const [isLinked, setIsLinked] = useState(false);
  const [appearances, setAppearances] = useState<Readonly<Record<string, Appearance>>>({});
  // Boxes are drawn on the image that was read.
  const active: Which = prior === null || drawing !== null ? "current" : chosen;
  const appearanceOf = ({ id }: StudyImage) => appearances[id] ?? AS_SENT;
  const priorId = prior?.image.id;
  const change = useCallback(
    (id: string, how: (before: Appearance) => Appearance) =>
      setAppearances((all) => {
        const changed = how(all[id] ?? AS_SENT);
        const other = id === image.id ? priorId : image.id;
        if (!isLinked || other === undefined) return { ...all, [id]: changed };
        const followed = following(all[other] ?? AS_SENT, changed.view);
        return { ...all, [id]: changed, [other]: followed };
      }),
    [image.id, priorId, isLinked],
  );
  const activeImage = active === "prior" && prior ? prior.image : image;
  const { view, window, isInverted } = appearanceOf(activeImage);
  const headings = {
    current: labelled(text("viewer.current"), props.label),
    prior: labelled(text("viewer.prior"), prior?.label),
  };
  const areBoth = prior !== null && width >= BOTH_PIXELS;
  const paneOf = (which: Which, shown: StudyImage) => (
    <Pane
      key={shown.id}
      image={shown}
      name={[which === "prior" ? headings.prior : null, props.name ?? shown.fileName]
        .filter((part) => part !== null)
        .join(", ")}
      heading={areBoth ? headings[which] : null}
      isActive={active === which}
      tool={tool}
      appearance={appearanceOf(shown)}
      onAppearance={(how) => change(shown.id, how)}
      onActive={() => setChosen(which)}
      heatmap={which === "current" ? props.heatmap : null}
      boxes={which === "current" ? props.boxes : []}
      drawing={which === "current" ? drawing : null}
    />
  );
  return (
    <div ref={ref} className={styles.viewer}>
      <div className={styles.bar}>
        <Toolbar
          tool={tool}
          isInverted={isInverted}
          isMirrored={view.isMirrored}
          preset={typeof window === "string" ? window : null}
          onTool={setTool}
          onAction={(action) => change(activeImage.id, (before) => after(action, before))}
          onPreset={(preset) => change(activeImage.id, (before) => ({ ...before, window: preset }))}
        />
        {areBoth && (
          <Checkbox
            label={text("viewer.linked")}
            checked={isLinked}
            onChange={(event) => setIsLinked(event.currentTarget.checked)}
          />
        )}
      </div>
      {prior !== null && !areBoth && (
        <SegmentedControl
          aria-label={text("viewer.which")}
          fullWidth
          className={styles.which}
          classNames={{ control: styles.tab, label: styles.tabLabel }}
          value={active}
          onChange={(value) => setChosen(value === "prior" ? "prior" : "current")}
          data={[
            { value: "current", label: headings.current },
            { value: "prior", label: headings.prior },
          ]}
        />
      )}
      <div className={styles.panes} data-both={areBoth}>
        {(areBoth || active === "current") && paneOf("current", image)}
        {prior !== null && (areBoth || active === "prior") && paneOf("prior", prior.image)}
      </div>
    </div>
  );

  function labelled(which: string, label: string | undefined): string {
    return label === undefined ? which : text("viewer.labelled", { which, label });
  }
}
