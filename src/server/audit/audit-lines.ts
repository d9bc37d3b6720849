import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import Type from "typebox";
import { Check } from "typebox/schema";
import { canonicalJson } from "./canonical-json.ts";
import type { AuditRow } from "./chain.ts";
import { AuditError } from "./errors.ts";

/** A line of an exported log. */
const LineSchema = Type.Object(
  {
    sequence: Type.Integer({ minimum: 1 }),
    time: Type.String({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$" }),
    actor: Type.String(),
    action: Type.String(),
    subject: Type.Union([Type.String(), Type.Null()]),
    detail: Type.Record(Type.String(), Type.Unknown()),
    mac: Type.String({ pattern: "^[0-9a-f]{64}$" }),
  },
  { additionalProperties: false },
);

/** An entry as a line of JSON. */
export function lineOf(row: AuditRow): string {
  return `${canonicalJson({ ...row, sequence: Number(row.sequence) })}\n`;
}

/** The entries of an exported log, in the order of its lines. @throws AuditError AUDIT_FILE_INVALID. */
export async function* readLines(file: string): AsyncGenerator<AuditRow> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    number++;
    if (line.trim() !== "") yield parseLine(line, file, number);
  }
}

function parseLine(line: string, file: string, number: number): AuditRow {
  const value = parseJson(line);
  const time = new Date(Check(LineSchema, value) ? value.time : Number.NaN);
  if (Check(LineSchema, value) && !Number.isNaN(time.getTime())) {
    return { ...value, sequence: BigInt(value.sequence), time };
  }
  throw new AuditError(
    "AUDIT_FILE_INVALID",
    `line ${number} of ${file} is no entry as \`thorascope audit export\` writes it: the file was changed, or is another.`,
    { file, line: number },
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
