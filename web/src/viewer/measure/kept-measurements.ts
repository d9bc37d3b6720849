import type { Point } from "../geometry/affine.ts";
import { type Measurement, type MeasurementKind, POINTS_OF } from "./measurement.ts";

/** Where a browser keeps what was measured on an image. */
export function measurementsKey(imageId: string): string {
  return `thorascope.measurements.${imageId}`;
}

/** Reads what was kept; whatever is no measurement is left out. */
export function readMeasurements(text: string | null): readonly Measurement[] {
  if (text === null) return [];
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? kept.flatMap(measurementOf) : [];
  } catch {
    return [];
  }
}

function measurementOf(kept: unknown): readonly Measurement[] {
  if (typeof kept !== "object" || kept === null) return [];
  if (!("id" in kept && "kind" in kept && "points" in kept)) return [];
  const { id, kind, points } = kept;
  if (typeof id !== "string" || !isKind(kind) || !Array.isArray(points)) return [];
  if (points.length !== POINTS_OF[kind] || !points.every(isPoint)) return [];
  return [{ id, kind, points }];
}

function isKind(kind: unknown): kind is MeasurementKind {
  return typeof kind === "string" && Object.hasOwn(POINTS_OF, kind);
}

function isPoint(point: unknown): point is Point {
  return Array.isArray(point) && point.length === 2 && point.every(Number.isFinite);
}
