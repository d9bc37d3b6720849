import Type, { type Static } from "typebox";
import type { ThorascopeError } from "../../../errors.ts";
import { PROBLEMS, type ProblemKind, UNEXPECTED } from "./problems.ts";

/** Media type of a problem, RFC 9457. */
export const PROBLEM_TYPE = "application/problem+json";

/** What went wrong, RFC 9457, with Thorascope's stable code. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String({
      format: "uri-reference",
      description: "Address of an explanation of this kind of problem.",
    }),
    title: Type.String({ description: "The same for every problem of this kind." }),
    status: Type.Integer({ description: "HTTP status." }),
    detail: Type.String({ description: "What was wrong, with which thing, what to do." }),
    instance: Type.String({
      format: "uri",
      description: "Id of this request, which stands in the server's log too.",
    }),
    code: Type.String({ description: "Stable: programs may switch on it." }),
    fields: Type.Record(Type.String(), Type.Unknown(), {
      description: "The values that the detail speaks of.",
    }),
  },
  {
    $id: "Problem",
    description: "What went wrong (RFC 9457).",
    examples: [
      {
        type: "/problems#STUDY_UNKNOWN",
        title: "There is no such study",
        status: 404,
        detail: "there is no study 0123. Take its id from the list of studies.",
        instance: "urn:uuid:0a8b2f3c-7c0e-4b43-9a43-2f1e62b1b0c7",
        code: "STUDY_UNKNOWN",
        fields: { study: "0123" },
      },
    ],
  },
);

/** What went wrong. */
export type Problem = Static<typeof ProblemSchema>;

/** A problem of ours, as it is answered. A code that the table lacks is a fault of ours: nothing of it is told. */
export function problemOf(
  { code, message, fields }: Pick<ThorascopeError, "code" | "message" | "fields">,
  requestId: string,
): Problem {
  const kind = PROBLEMS.get(code);
  if (kind === undefined || kind.status === 500) return unexpectedProblem(requestId);
  return problem(code, kind, message, requestId, fields);
}

/** What is told of a fault of ours: where to find it in the log. */
export function unexpectedProblem(requestId: string): Problem {
  const detail = `something unexpected went wrong. Ask whoever runs the server to look for ${requestId} in its log.`;
  return problem("UNEXPECTED", UNEXPECTED, detail, requestId, {});
}

function problem(
  code: string,
  { status, title }: ProblemKind,
  detail: string,
  requestId: string,
  fields: Readonly<Record<string, unknown>>,
): Problem {
  const type = `/problems#${code}`;
  const instance = `urn:uuid:${requestId}`;
  return { type, title, status, detail, instance, code, fields: { ...fields } };
}
