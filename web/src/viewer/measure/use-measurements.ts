import { useCallback, useEffect, useState } from "react";
import { browserStorage } from "../../browser-storage.ts";
import { measurementsKey, readMeasurements } from "./kept-measurements.ts";
import type { Measurement } from "./measurement.ts";

/** What was measured on an image. */
export interface Measurements {
  readonly all: readonly Measurement[];
  /** Adds a measurement, or puts it in the place of the one with its id. */
  readonly keep: (measurement: Measurement) => void;
  readonly remove: (id: string) => void;
}

/** What was measured on an image; the browser keeps it, so that a reload loses nothing. */
export function useMeasurements(imageId: string): Measurements {
  const key = measurementsKey(imageId);
  const [kept, setKept] = useState(() => ({ key, all: read(key) }));
  // Another image has other measurements from its first picture on.
  const all = kept.key === key ? kept.all : read(key);
  useEffect(() => {
    setKept((before) => (before.key === key ? before : { key, all: read(key) }));
  }, [key]);
  useEffect(() => write(kept.key, kept.all), [kept]);
  const change = useCallback(
    (next: (all: readonly Measurement[]) => readonly Measurement[]) => {
      setKept((before) => ({ key, all: next(before.key === key ? before.all : read(key)) }));
    },
    [key],
  );
  const keep = useCallback(
    (measurement: Measurement) =>
      change((all) =>
        all.some(({ id }) => id === measurement.id)
          ? all.map((one) => (one.id === measurement.id ? measurement : one))
          : [...all, measurement],
      ),
    [change],
  );
  const remove = useCallback(
    (id: string) => change((all) => all.filter((one) => one.id !== id)),
    [change],
  );
  return { all, keep, remove };
}

function read(key: string): readonly Measurement[] {
  try {
    return readMeasurements(browserStorage.getItem(key));
  } catch {
    // A browser that keeps nothing still measures.
    return [];
  }
}

function write(key: string, measurements: readonly Measurement[]): void {
  try {
    if (measurements.length === 0) browserStorage.removeItem(key);
    else browserStorage.setItem(key, JSON.stringify(measurements));
  } catch {
    // Full or forbidden: the measurements last as long as the page.
  }
}
