import { BoxShape, BoxShapes } from "./boxes/box-shapes.tsx";
import type { Point } from "./geometry/affine.ts";
import { boxBetween, type PointDraft } from "./geometry/point-draft.ts";
import type { ViewerImage } from "./grey/viewer-image.ts";
import styles from "./marks.module.css";
import type { MeasurementKind } from "./measure/measurement.ts";
import { DraftShape, MeasurementShape } from "./measure/measurement-shape.tsx";
import type { NamedMeasurement } from "./measure/use-named-measurements.ts";
import type { ShownBox } from "./viewer.tsx";

/** What points are placed for. */
export type Purpose = MeasurementKind | "box";

interface MarksProps {
  readonly image: ViewerImage;
  /** Of what is seen, in CSS pixels. */
  readonly width: number;
  readonly boxes: readonly ShownBox[];
  readonly measurements: readonly NamedMeasurement[];
  readonly purpose: Purpose | null;
  readonly draft: PointDraft;
  /** Whether to show where the next point would be. */
  readonly isCrossShown: boolean;
  /** From the image to the screen. */
  readonly toScreen: (point: Point) => Point;
  /** From the screen to the image, and what lies around it. */
  readonly toImage: (place: Point) => Point;
  readonly onMove: (measurement: NamedMeasurement, points: readonly Point[]) => void;
  readonly onRemove: (measurement: NamedMeasurement) => void;
  /** Hears which one is taken hold of. */
  readonly onSelect: (id: string | null) => void;
}

/** Boxes and measurements over an image, and those that are being drawn. */
export function Marks(props: MarksProps) {
  const { image, width, boxes, measurements, purpose, draft, toScreen, toImage } = props;
  const { next, points } = draft;
  const places = [...points, ...(next && points.length > 0 ? [next] : [])];
  const [from, to] = places;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: its points have names, the rest is said below the image
    <svg className={styles.marks}>
      <BoxShapes boxes={boxes} width={width} toScreen={toScreen} />
      {measurements.map((one) => (
        <MeasurementShape
          key={one.measurement.id}
          measurement={one.measurement}
          image={image}
          name={one.name}
          value={one.words.value}
          toScreen={toScreen}
          toImage={toImage}
          onMove={(moved) => props.onMove(one, moved)}
          onRemove={() => props.onRemove(one)}
          onSelect={(isSelected) => props.onSelect(isSelected ? one.measurement.id : null)}
        />
      ))}
      {purpose === "box" && from && to && (
        <BoxShape
          box={boxBetween(from, to, image)}
          label={null}
          isPending
          width={width}
          toScreen={toScreen}
        />
      )}
      {purpose !== null && purpose !== "box" && (
        <DraftShape kind={purpose} places={places.map(toScreen)} />
      )}
      {props.isCrossShown && purpose !== null && next !== null && <Cross place={toScreen(next)} />}
    </svg>
  );
}

/** Where a point would be placed. */
function Cross({ place: [x, y] }: { readonly place: Point }) {
  return <path className={styles.cross} d={`M${x - 12},${y} h24 M${x},${y - 12} v24`} />;
}
