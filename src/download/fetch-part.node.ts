/** A file from some byte on, as a server sends it. */
export interface Part {
  readonly start: number;
  /** Bytes of the whole file; null where the server does not say. */
  readonly total: number | null;
  /** What the server calls this version of the file. */
  readonly version: string | null;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Why a server gave nothing that can be used. */
export interface NoPart {
  readonly reason: string;
  readonly mayWorkLater: boolean;
  /** Whether what was there from before is of no more use. */
  readonly startOver: boolean;
}

/** What is too much of a server. */
export interface Limits {
  /** Bytes of the whole file. */
  readonly largest: number;
  /** Milliseconds without a byte. */
  readonly stall: number;
}

/** Answers that another attempt may change (RFC 9110: too many requests, and the server's own faults). */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Asks for a file from a byte on. `version` is what the server called the file when its first bytes came;
 * without one, or from byte 0, the whole file is asked for.
 */
export async function fetchPart(
  address: string,
  start: number,
  version: string | null,
  { largest, stall }: Limits,
): Promise<Part | NoPart> {
  const from = version ? start : 0;
  const control = new AbortController();
  const watch = watchdog(control, stall);
  let response: Response;
  try {
    response = await fetch(address, {
      signal: control.signal,
      headers: {
        // What is counted and checked must be what is sent.
        "accept-encoding": "identity",
        ...(from > 0 && version ? { range: `bytes=${from}-`, "if-range": version } : {}),
      },
    });
  } catch (error) {
    watch.stop();
    return none(`no connection (${causeOf(error)})`, { mayWorkLater: true });
  }
  const answer = read(response, from, largest);
  if ("reason" in answer || response.body === null) {
    watch.stop();
    control.abort();
    return "reason" in answer ? answer : none("the answer is empty", { mayWorkLater: true });
  }
  return { ...answer, version: versionOf(response), chunks: watch.over(response.body) };
}

/** What an answer says of itself; a reason where it is none that can be used. */
function read(
  response: Response,
  from: number,
  largest: number,
): Pick<Part, "start" | "total"> | NoPart {
  const { status, headers } = response;
  if (status === 416) {
    return none("the server no longer has the part that is missing", {
      mayWorkLater: true,
      startOver: true,
    });
  }
  if (status !== 200 && status !== 206) {
    return none(`the server answers ${status} ${response.statusText}`.trim(), {
      mayWorkLater: PASSING.has(status),
    });
  }
  const length = wholeNumber(headers.get("content-length"));
  if (status === 200) return withinReason({ start: 0, total: length }, largest);
  const [, first = "", total = ""] =
    /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ?? [];
  if (Number(first) !== from || first === "") {
    return none("the server sends another part than was asked for", {
      mayWorkLater: true,
      startOver: true,
    });
  }
  const whole = wholeNumber(total) ?? (length === null ? null : from + length);
  return withinReason({ start: from, total: whole }, largest);
}

function withinReason(
  part: Pick<Part, "start" | "total">,
  largest: number,
): Pick<Part, "start" | "total"> | NoPart {
  if ((part.total ?? 0) <= largest) return part;
  return none(`the server announces ${part.total} bytes, more than the ${largest} that it can be`, {
    mayWorkLater: false,
  });
}

/** A validator that `If-Range` may carry: a strong ETag, else the date. */
function versionOf({ headers }: Response): string | null {
  const tag = headers.get("etag");
  return tag !== null && !tag.startsWith("W/") ? tag : headers.get("last-modified");
}

/** Ends a connection that gives nothing for too long. */
function watchdog(control: AbortController, stall: number) {
  let timer = setTimeout(() => control.abort(), stall);
  const stop = () => clearTimeout(timer);
  return {
    stop,
    async *over(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      try {
        for await (const chunk of body) {
          stop();
          timer = setTimeout(() => control.abort(), stall);
          yield chunk;
        }
      } finally {
        stop();
        control.abort();
      }
    },
  };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

function none(
  reason: string,
  { mayWorkLater, startOver = false }: { mayWorkLater: boolean; startOver?: boolean },
): NoPart {
  return { reason, mayWorkLater, startOver };
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? cause.message || cause.name : error.message;
}
