import type { Readable, Writable } from "node:stream";

/** What a browser sends: the answer to a command, or an event, of which none is of interest. */
interface Message {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** A browser's other end: the Chrome DevTools Protocol over a pair of pipes (`--remote-debugging-pipe`). */
export interface BrowserPipe {
  /** @throws Error if the browser refuses, or ends before it answers. */
  ask(
    method: string,
    parameters?: Readonly<Record<string, unknown>>,
    session?: string,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Whoever waits for an answer gets the reason instead. */
  close(reason: string): void;
}

interface Waiting {
  readonly resolve: (result: Readonly<Record<string, unknown>>) => void;
  readonly reject: (error: Error) => void;
}

/** Speaks with a browser. Messages are JSON, each ended by a zero byte. */
export function browserPipe(to: Writable, from: Readable): BrowserPipe {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let closed: string | null = null;
  let parts: Buffer[] = [];
  const close = (reason: string) => {
    closed ??= reason;
    for (const { reject } of waiting.values()) reject(new Error(closed));
    waiting.clear();
  };
  from.on("data", (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      hear(Buffer.concat([...parts, rest.subarray(0, end)]).toString("utf8"));
      parts = [];
      rest = rest.subarray(end + 1);
    }
    parts.push(rest);
  });
  from.on("error", (error) => close(error.message));
  from.on("close", () => close("the browser has ended"));
  to.on("error", (error) => close(error.message));
  const hear = (text: string) => {
    const { id, result, error } = JSON.parse(text) as Message;
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || asked === undefined) return;
    waiting.delete(id);
    if (error) asked.reject(new Error(error.message));
    else asked.resolve(result ?? {});
  };
  return {
    ask: (method, parameters = {}, session) =>
      new Promise((resolve, reject) => {
        if (closed !== null) return reject(new Error(closed));
        const id = ++last;
        waiting.set(id, { resolve, reject });
        const message = { id, method, params: parameters, ...(session && { sessionId: session }) };
        to.write(`${JSON.stringify(message)}\0`);
      }),
    close,
  };
}
