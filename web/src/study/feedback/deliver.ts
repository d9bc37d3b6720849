import { isProblem } from "../../api/problem.ts";
import { giveFeedback } from "../../api/queries.ts";
import type { Delivery, OutboxEntry } from "./outbox.ts";

/** Sends an entry of the outbox under its own id, so that the server keeps it once however often it is sent. */
export async function deliver({ id, image, feedback }: OutboxEntry): Promise<Delivery> {
  try {
    return { kind: "saved", feedback: await giveFeedback(image, { ...feedback, id }) };
  } catch (error) {
    return deliveryAfter(error);
  }
}

/** Whether feedback that could not be sent may be sent later, or is refused for good. */
export function deliveryAfter(error: unknown): Delivery {
  if (!isProblem(error)) return { kind: "later" };
  const { status, code, detail } = error.problem;
  // Signed out, too many requests, overloaded: none of it is the feedback's fault.
  const isPassing = status >= 500 || status === 401 || status === 429 || code === "ACCESS_CSRF";
  return isPassing ? { kind: "later" } : { kind: "refused", reason: detail };
}
