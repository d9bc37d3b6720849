import { isProblem } from "../../api/problem.ts";
import type { Delivery } from "./outbox.ts";

/** Whether feedback that could not be sent may be sent later, or is refused for good. */
export function deliveryAfter(error: unknown): Delivery {
  if (!isProblem(error)) return { kind: "later" };
  const { status, code, detail } = error.problem;
  // Signed out, too many requests, overloaded: none of it is the feedback's fault.
  const isPassing = status >= 500 || status === 401 || status === 429 || code === "ACCESS_CSRF";
  return isPassing ? { kind: "later" } : { kind: "refused", reason: detail };
}
