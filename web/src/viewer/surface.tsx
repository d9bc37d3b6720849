import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslator } from "../language/language-context.tsx";
import type { Appearance } from "./appearance.ts";
import { RadiographCanvas } from "./cornerstone/radiograph-canvas.tsx";
import { type Affine, invert, type Point, transform } from "./geometry/affine.ts";
import { boxBetween, within } from "./geometry/point-draft.ts";
import { affineOf, type Frame, panned, type View, zoomed } from "./geometry/view.ts";
import type { ViewerImage } from "./grey/viewer-image.ts";
import { draggedRamp, inFileUnits, presetRamp } from "./grey/window.ts";
import { HeatmapOverlay } from "./heatmap/heatmap-overlay.tsx";
import type { ShownHeatmap } from "./heatmap/use-heatmap.ts";
import { Hint } from "./hint.tsx";
import { Marks, type Purpose } from "./marks.tsx";
import { POINTS_OF } from "./measure/measurement.ts";
import { MeasurementList } from "./measure/measurement-list.tsx";
import { type NamedMeasurement, useNamedMeasurements } from "./measure/use-named-measurements.ts";
import type { PaneProps } from "./pane.tsx";
import styles from "./surface.module.css";
import { pressSurfaceKey } from "./surface-keys.ts";
import { isMeasuring } from "./tools.ts";
import { useGestures } from "./use-gestures.ts";
import { usePoints } from "./use-points.ts";
import { Warnings } from "./warnings.tsx";

interface SurfaceProps extends PaneProps {
  readonly pixels: ViewerImage;
  readonly shownHeatmap: ShownHeatmap | null;
  readonly onFailed: (error: unknown) => void;
}

/** An image that is here, with everything that lies on it, and what pointers and keys do to it. */
export function Surface(props: SurfaceProps) {
  const { pixels, image, name, tool, appearance, drawing, heatmap, shownHeatmap, boxes } = props;
  const { text, finding: nameOf } = useTranslator();
  const { ref: sizeRef, width, height } = useElementSize();
  const surface = useRef<HTMLDivElement>(null);
  const surfaceRef = useMergedRef(surface, sizeRef);
  const frame: Frame = useMemo(() => ({ ...pixels, width, height }), [pixels, width, height]);
  const affine = useMemo(() => affineOf(appearance.view, frame), [appearance.view, frame]);
  const ramp = useMemo(() => rampFor(appearance.window, pixels), [appearance.window, pixels]);
  // What lies over the image follows what cornerstone3D drew, not what it was asked for.
  const [drawn, setDrawn] = useState<Affine | null>(null);
  const toScreen = (point: Point) => transform(drawn ?? affine, point);
  const toPlane = (place: Point) => transform(invert(drawn ?? affine), place);
  const toImage = (place: Point) => within(toPlane(place), pixels);
  const changeView = (change: (view: View) => View) =>
    props.onAppearance((before) => ({ ...before, view: change(before.view) }));

  const direction = image.reading?.radiograph.view ?? null;
  const measurements = useNamedMeasurements(image.id, pixels, direction);
  const [selected, setSelected] = useState<string | null>(null);
  const removeMeasurement = (measurement: NamedMeasurement) => {
    measurements.remove(measurement);
    setSelected(null);
    // What had the focus is gone.
    surface.current?.focus();
  };
  const purpose: Purpose | null = drawing ? "box" : isMeasuring(tool) ? tool : null;
  const wanted = purpose === null ? 0 : purpose === "box" ? 2 : POINTS_OF[purpose];
  const points = usePoints(wanted, purpose ?? "", (placed) => {
    const [from, to] = placed;
    if (purpose === "box" && from && to) drawing?.done(boxBetween(from, to, pixels));
    if (purpose !== null && purpose !== "box") measurements.add(purpose, placed);
  });
  const cancel = () => {
    const isAny = drawing !== null || points.draft.points.length > 0;
    points.clear();
    drawing?.cancel();
    return isAny;
  };
  const isDrawing = drawing !== null;
  useEffect(() => {
    if (isDrawing) surface.current?.focus();
  }, [isDrawing]);

  const gestures = useGestures(surface, isMeasuring(tool) || isDrawing ? "points" : tool, {
    window: ([across, down]) =>
      props.onAppearance((before) => ({
        ...before,
        window: draggedRamp(rampFor(before.window, pixels), pixels, across / width, down / height),
      })),
    zoom: (factor, place) => changeView((view) => zoomed(view, frame, factor, place)),
    pan: (distance) => changeView((view) => panned(view, frame, distance)),
    press: (place) => points.press(toImage(place)),
    hover(place) {
      setIsCrossShown(false);
      points.hover(toImage(place));
    },
    release: (place) => points.release(toImage(place)),
    abandon: points.abandon,
  });
  // The pointer is a cross itself.
  const [isCrossShown, setIsCrossShown] = useState(false);
  const cross = points.draft.next;
  const middle: Point = [width / 2, height / 2];
  const keys = {
    isPlacing: purpose !== null,
    pan: (distance: Point) => changeView((view) => panned(view, frame, distance)),
    step([across, down]: Point) {
      setIsCrossShown(true);
      const [x, y] = cross ? toScreen(cross) : middle;
      points.hover(toImage([x + across, y + down]));
    },
    place: () => points.press(cross ?? toImage(middle)),
    cancel,
  };

  const helpId = useId();
  const bitmap = shownHeatmap?.state === "ready" ? shownHeatmap.bitmap : null;
  const inUnits = inFileUnits(ramp, pixels);
  return (
    <>
      <div
        ref={surfaceRef}
        role="application"
        aria-label={
          heatmap !== null && bitmap !== null
            ? text("viewer.surface.heatmap", { name, finding: nameOf(heatmap.finding) })
            : text("viewer.surface", { name })
        }
        aria-describedby={helpId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys
        tabIndex={0}
        className={styles.surface}
        data-gesture={purpose === null ? tool : "points"}
        onKeyDown={(event) => pressSurfaceKey(event, keys)}
        onPointerDownCapture={props.onActive}
        onFocus={props.onActive}
        {...gestures}
      >
        {width > 0 && height > 0 && (
          <RadiographCanvas
            image={pixels}
            affine={affine}
            ramp={ramp}
            isInverted={appearance.isInverted !== pixels.isBrightLow}
            width={width}
            height={height}
            onDrawn={setDrawn}
            onFailed={props.onFailed}
          />
        )}
        {drawn !== null && heatmap !== null && bitmap !== null && (
          <HeatmapOverlay
            bitmap={bitmap}
            opacity={heatmap.opacity}
            columns={pixels.columns}
            rows={pixels.rows}
            affine={drawn}
          />
        )}
        {drawn !== null && (
          <Marks
            image={pixels}
            width={width}
            boxes={boxes}
            measurements={measurements.all}
            purpose={purpose}
            draft={points.draft}
            isCrossShown={isCrossShown}
            toScreen={toScreen}
            toImage={toPlane}
            onMove={({ measurement }, moved) => measurements.move(measurement, moved)}
            onRemove={removeMeasurement}
            onSelect={setSelected}
          />
        )}
        <Warnings appearance={appearance} />
      </div>
      <p id={helpId} className={styles.hidden}>
        {text("viewer.surface.help")}
      </p>
      <p className={styles.hidden} role="status">
        {measurements.said}
      </p>
      <div className={styles.foot}>
        {props.isActive && (
          <Hint
            tool={tool}
            isDrawing={isDrawing}
            placed={points.draft.points.length}
            onCancel={cancel}
          />
        )}
        {inUnits !== null && (
          <p className={styles.window}>{text("viewer.window.values", { ...inUnits })}</p>
        )}
      </div>
      <MeasurementList
        measurements={measurements.all}
        selected={selected}
        onRemove={removeMeasurement}
      />
    </>
  );
}

function rampFor(window: Appearance["window"], image: ViewerImage) {
  return typeof window === "string" ? presetRamp(image, window) : window;
}
