import { browserStorage } from "../../browser-storage.ts";
import { deliver } from "./deliver.ts";
import { FeedbackOutbox } from "./outbox.ts";

let outbox: FeedbackOutbox | undefined;

/** The outbox of this browser, which all windows share; the first call opens it. */
export function outboxOfBrowser(): FeedbackOutbox {
  if (outbox !== undefined) return outbox;
  const made = new FeedbackOutbox({
    storage: browserStorage,
    send: deliver,
    wait: (milliseconds, then) => setTimeout(then, milliseconds),
    now: Date.now,
  });
  window.addEventListener("storage", () => made.reload());
  window.addEventListener("online", () => made.sendNow());
  outbox = made;
  return made;
}
