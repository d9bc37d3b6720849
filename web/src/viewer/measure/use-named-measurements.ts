import { useMemo, useState } from "react";
import { useTranslator } from "../../language/language-context.tsx";
import type { Point } from "../geometry/affine.ts";
import type { ViewerImage } from "../grey/viewer-image.ts";
import type { Measurement, MeasurementKind } from "./measurement.ts";
import { type MeasurementWords, measurementNames, measurementWords } from "./measurement-words.ts";
import { useMeasurements } from "./use-measurements.ts";

/** A measurement with what it says. */
export interface NamedMeasurement {
  readonly measurement: Measurement;
  readonly name: string;
  readonly words: MeasurementWords;
}

/** What was measured on an image, in words. */
export interface NamedMeasurements {
  readonly all: readonly NamedMeasurement[];
  readonly add: (kind: MeasurementKind, points: readonly Point[]) => void;
  readonly move: (measurement: Measurement, points: readonly Point[]) => void;
  readonly remove: (measurement: NamedMeasurement) => void;
  /** What was done last, for those who do not see it. */
  readonly said: string;
}

/**
 * What was measured on an image, in words.
 *
 * @param direction of the beam as far as the file says.
 */
export function useNamedMeasurements(
  imageId: string,
  image: ViewerImage,
  direction: string | null,
): NamedMeasurements {
  const translator = useTranslator();
  const { all, keep, remove } = useMeasurements(imageId);
  const [said, setSaid] = useState("");
  const named = useMemo(() => {
    const names = measurementNames(all, translator);
    return all.map((measurement) => ({
      measurement,
      name: names.get(measurement.id) ?? "",
      words: measurementWords(measurement, image, direction, translator),
    }));
  }, [all, image, direction, translator]);
  return {
    all: named,
    said,
    add(kind, points) {
      const measurement = { id: crypto.randomUUID(), kind, points };
      keep(measurement);
      const name = measurementNames([...all, measurement], translator).get(measurement.id) ?? "";
      const { value, notes } = measurementWords(measurement, image, direction, translator);
      setSaid([translator.text("viewer.measurement.is", { name, value }), ...notes].join(" "));
    },
    move: (measurement, points) => keep({ ...measurement, points }),
    remove({ measurement, name }) {
      remove(measurement.id);
      setSaid(translator.text("viewer.measurement.removed", { name }));
    },
  };
}
