import { Readable } from "node:stream";
import type { ImageEvents, ImageNews, Listener } from "./image-events.ts";

const HEARTBEAT_MILLISECONDS = 15_000;

/** After so long a stream ends; browsers open the next by themselves, and are asked again who they are. */
const LONGEST_MILLISECONDS = 15 * 60_000;

/** Characters that somebody may leave unread. */
const MOST_UNREAD = 2 ** 20;

/**
 * Opens a stream of server-sent events (HTML Living Standard, section 9.2) of what changes about images, after a
 * revision that was heard of or from now on. Who reads too slowly is cut off, and may come back.
 */
export async function openEventStream(
  events: ImageEvents,
  after: number | null,
): Promise<Readable> {
  const stream = new Readable({ read() {}, encoding: "utf8" });
  const write = (text: string) => {
    if (stream.readableLength > MOST_UNREAD) stream.destroy();
    else stream.push(text);
  };
  // What is heard before it is clear what was missed comes after it.
  let early: ImageNews[] | null = [];
  const listener: Listener = {
    hear(news) {
      if (early === null) write(newsText(news));
      else early.push(news);
    },
    end: () => stream.push(null),
  };
  const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MILLISECONDS);
  const longest = setTimeout(() => stream.push(null), LONGEST_MILLISECONDS);
  stream.once("close", () => {
    events.leave(listener);
    clearInterval(heartbeat);
    clearTimeout(longest);
  });
  try {
    const missed = await events.listen(listener, after);
    write(missed === null ? "event: reset\ndata: {}\n\n" : newsText(missed, true));
  } catch (error) {
    stream.destroy();
    throw error;
  }
  for (const news of early) write(newsText(news));
  early = null;
  return stream;
}

/**
 * Events of some news. Each has the id from which on nothing is left out; an id without data is remembered by
 * browsers as well.
 */
function newsText({ changes, settled }: ImageNews, isFirst = false): string {
  const events = changes.map(
    ({ revision: _, ...change }) =>
      `id: ${settled}\nevent: image\ndata: ${JSON.stringify(change)}\n\n`,
  );
  return events.length > 0 ? events.join("") : isFirst ? `id: ${settled}\n\n` : "";
}
