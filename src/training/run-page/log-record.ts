/** One line of `log.jsonl` as it stands there: an object with `time` and `stage`, the rest depends on the stage. */
export interface LogRecord {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly stage: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** How every record begins. */
const START = '{"time":"';

/**
 * Parses a line; null for one that is no record. A crash may leave half a line, which the first record after it
 * then continues: that record is found.
 */
export function parseLogRecord(line: string): LogRecord | null {
  const fields = parseObject(line) ?? parseObject(line.slice(Math.max(line.lastIndexOf(START), 0)));
  if (fields === null) return null;
  const time = typeof fields.time === "string" ? Date.parse(fields.time) : Number.NaN;
  if (Number.isNaN(time) || typeof fields.stage !== "string") return null;
  return { time, stage: fields.stage, fields };
}

/** A number of the record; NaN, which JSON writes as null, and what is absent are null. */
export function numberIn(fields: LogRecord["fields"], name: string): number | null {
  const value = fields[name];
  return typeof value === "number" ? value : null;
}

/** A text of the record; null if it is absent. */
export function textIn(fields: LogRecord["fields"], name: string): string | null {
  const value = fields[name];
  return typeof value === "string" ? value : null;
}

/** A list of the record; empty if it is absent. */
export function listIn(fields: LogRecord["fields"], name: string): readonly unknown[] {
  const value = fields[name];
  return Array.isArray(value) ? value : [];
}

/** An object, or null for anything else. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

function parseObject(line: string): Readonly<Record<string, unknown>> | null {
  try {
    return objectOf(JSON.parse(line));
  } catch {
    return null;
  }
}
