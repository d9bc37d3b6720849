import type { Readable } from "node:stream";
import Type, { type Static, type TSchema, type TUnsafe } from "typebox";
import { PROBLEM_TYPE, ProblemSchema } from "./problem/problem.ts";
import { reference } from "./schemas/reference.ts";

const DESCRIPTIONS = {
  400: "The request is wrong.",
  401: "Nobody is signed in.",
  403: "Whoever asks may not do this.",
  404: "There is no such thing.",
  409: "It does not fit with what was done in the meantime.",
  413: "It is too large.",
  415: "It is of a type that is not taken.",
  422: "It is no radiograph that can be read.",
  429: "Too many requests.",
  500: "Something went wrong; the server's log says what.",
  501: "This server cannot do it.",
  503: "The server has too much to do, or cannot reach its store. Retry-After says when to ask again.",
} as const;

type ProblemStatus = keyof typeof DESCRIPTIONS;

/** What may go wrong at any address that is guarded. */
const ALWAYS: readonly ProblemStatus[] = [400, 401, 403, 429, 500, 503];

interface ProblemResponse {
  readonly description: string;
  readonly content: {
    readonly [PROBLEM_TYPE]: { readonly schema: TUnsafe<Static<typeof ProblemSchema>> };
  };
}

/** The responses of a route by which it says what went wrong: those of every route, and some of its own. */
export function problemResponses(
  ...own: readonly ProblemStatus[]
): Readonly<Record<string, ProblemResponse>> {
  const statuses = [...new Set([...ALWAYS, ...own])].sort();
  const content = { [PROBLEM_TYPE]: { schema: reference(ProblemSchema) } } as const;
  return Object.fromEntries(
    statuses.map((status) => [status, { description: DESCRIPTIONS[status], content }]),
  );
}

/** A response of JSON. */
export function json<Schema extends TSchema>(description: string, schema: Schema) {
  return { description, content: { "application/json": { schema } } };
}

/** A response of bytes, or of text that is sent as it is. */
export function content(description: string, ...mediaTypes: readonly string[]) {
  const schema = Type.Unsafe<Uint8Array | Readable | string>({ type: "string" });
  return {
    description,
    content: Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }])),
  };
}

/** Nothing new since the answer with the entity tag that was sent along. */
export const NOT_MODIFIED = {
  304: { description: "It is what If-None-Match names.", type: "null" },
} as const;
