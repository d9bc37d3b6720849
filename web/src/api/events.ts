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

/** Listens to the server's events until the function that it returns is called. */
export function listenToEvents({ image, reset, connection }: EventListeners): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;
  const open = () => {
    source = new EventSource("/api/events");
    source.addEventListener("open", () => {
      connection(true);
      // A stream of ours that begins anew does not know what was missed in between.
      if (wasOpen) reset();
      wasOpen = true;
    });
    source.addEventListener("image", (event) => image(JSON.parse(event.data) as ImageEvent));
    source.addEventListener("reset", reset);
    source.addEventListener("error", () => {
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
