import { giveFeedback } from "../../api/queries.ts";
import { deliveryAfter } from "./delivery-after.ts";
import type { Delivery, OutboxEntry } from "./outbox.ts";

/** Sends an entry of the outbox under its own id, so that the server keeps it once however often it is sent. */
export async function deliver({ id, image, feedback }: OutboxEntry): Promise<Delivery> {
  try {
    return { kind: "saved", feedback: await giveFeedback(image, { ...feedback, id }) };
  } catch (error) {
    return deliveryAfter(error);
  }
}
