import Type, { type Static, type TSchema } from "typebox";
import { Errors } from "typebox/schema";
import { StudyError } from "./errors.ts";

/** A time as PostgreSQL writes it: its day, its time of day and how far that is from UTC. */
const TIME =
  /^(\d{4}-\d\d-\d\d) (?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,6})?[+-](?:0\d|1[0-5])(?::[0-5]\d){0,2}$/;

const Place = Type.Object(
  {
    sort: Type.Enum(["newest", "urgency"]),
    /** The moment that the first page was made, as the database writes it. */
    asOf: Type.String({ pattern: TIME.source }),
    /** Of the last study on the page before. */
    created: Type.String({ pattern: TIME.source }),
    id: Type.String({ pattern: "^[0-9a-f]{64}$" }),
    urgency: Type.Integer({ minimum: 0, maximum: 3 }),
    abnormal: Type.Number(),
  },
  { additionalProperties: false },
);

/** Where a list of studies goes on. */
export type Place = Readonly<Static<typeof Place>>;

/** A place as one word that fits into an address. */
export function toCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** @throws StudyError CURSOR_INVALID if the word is none that `toCursor` made. */
export function fromCursor(cursor: string): Place {
  const place = parse(cursor);
  if (isOf(Place, place) && isDayOf(place.asOf) && isDayOf(place.created)) return place;
  throw new StudyError(
    "CURSOR_INVALID",
    "the cursor is none that a list of studies gave. Pass `next` of the page before as it is, or begin without one.",
  );
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return null;
  }
}

/** Whether there is the day of a time: February has no 30th. */
function isDayOf(time: string): boolean {
  const [, day = ""] = TIME.exec(time) ?? [];
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

function isOf<Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> {
  const [isRight] = Errors(schema, value);
  return isRight;
}
