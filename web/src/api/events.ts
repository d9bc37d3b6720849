import type { ImageStatus } from "./types.ts";

/** How an image stands now. */
export interface ImageEvent {
  readonly image: string;
  readonly study: string;
  readonly status: ImageStatus;
  readonly errorCode: string | null;
}

/** What to do when something changes on the server. */
export interface EventListeners {
  readonly image: (event: ImageEvent) => void;
  /** Too much was missed: ask for everything again. */
  readonly reset: () => void;
  /** Whether the server can be heard. */
  readonly connection: (isConnected: boolean) => void;
}

/** Milliseconds after which a stream is opened anew that the browser has given up. */
const REOPEN_MILLISECONDS = 3000;

/**
 * Listens to the server's events until the function that it returns is called.
 *
 * @param mayHaveMissed whether something may have happened before, that whoever listens does not know: then
 * everything is asked for again once the server is heard, and not sooner, or what happens in between would be missed.
 */
export function listenToEvents(
  { image, reset, connection }: EventListeners,
  mayHaveMissed: boolean,
): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasMissed = mayHaveMissed;
  const open = () => {
    source = new EventSource("/api/events");
    source.addEventListener("open", () => {
      connection(true);
      if (hasMissed) reset();
      hasMissed = false;
    });
    source.addEventListener("image", (event) => image(JSON.parse(event.data) as ImageEvent));
    source.addEventListener("reset", reset);
    source.addEventListener("error", () => {
      hasMissed = true;
      connection(false);
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, REOPEN_MILLISECONDS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
