import type { Problem } from "../../../src/server/http/problem/problem.ts";
import { csrfHeaders, noteSignedOut, SESSION_LOST } from "../api/session.ts";
import type { ImageStatus } from "../api/types.ts";
import type { Send, SendOutcome } from "./upload.ts";

/** Seconds to wait where a busy server does not say how long. */
const BUSY_SECONDS = 5;

/** What `POST /api/studies` answers. */
interface Stored {
  readonly studies: readonly {
    readonly id: string;
    readonly images: readonly {
      readonly id: string;
      readonly status: ImageStatus;
      readonly isNew: boolean;
    }[];
  }[];
  readonly refused: readonly unknown[];
}

/** Sends a file by XMLHttpRequest, which, unlike `fetch`, tells how much of it has gone. */
export const sendFile: Send = async (file, progress, signal) => {
  const body = new FormData();
  body.append("file", file, file.name);
  const request = new XMLHttpRequest();
  const outcome = await new Promise<SendOutcome>((done) => {
    request.open("POST", "/api/studies");
    for (const [name, value] of Object.entries(csrfHeaders())) {
      request.setRequestHeader(name, value);
    }
    request.upload.addEventListener("progress", ({ loaded }) => {
      // The form around the file counts too.
      progress(Math.min(loaded, file.size));
    });
    request.addEventListener("load", () => done(outcomeOf(request)));
    request.addEventListener("error", () => done({ kind: "unreachable" }));
    request.addEventListener("abort", () => done({ kind: "cancelled" }));
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
  // A file that was moved or taken away breaks the connection too, each time.
  if (outcome.kind === "unreachable" && !(await canBeRead(file))) {
    return { kind: "failed", reason: { code: "FILE_GONE", message: "" } };
  }
  return outcome;
};

function outcomeOf(request: XMLHttpRequest): SendOutcome {
  const answer = jsonOf(request);
  if (request.status === 201 && answer !== null) {
    const { studies, refused } = answer as Stored;
    const images = studies.flatMap(({ id, images }) =>
      images.map((image) => ({ ...image, study: id })),
    );
    return { kind: "stored", images, leftOut: refused.length };
  }
  // A proxy in between takes less than the server, and says so in its own way.
  if (request.status === 413 && answer === null) {
    return { kind: "refused", reason: { code: "UPLOAD_TOO_LARGE", message: "" } };
  }
  const type = request.getResponseHeader("content-type") ?? "";
  if (answer === null || !type.startsWith("application/problem+json")) {
    return { kind: "unreachable" };
  }
  const problem = answer as Problem;
  const reason = { code: problem.code, message: problem.detail };
  if (SESSION_LOST.includes(problem.code)) {
    noteSignedOut();
    return { kind: "signedOut" };
  }
  if (request.status === 503 || request.status === 429) {
    return {
      kind: "busy",
      seconds: Number(request.getResponseHeader("retry-after")) || BUSY_SECONDS,
    };
  }
  const isOfFile = [413, 415, 422].includes(request.status);
  return { kind: isOfFile ? "refused" : "failed", reason };
}

/** Null where what answered is not our server. */
function jsonOf({ responseText }: XMLHttpRequest): unknown {
  try {
    return JSON.parse(responseText);
  } catch {
    return null;
  }
}

async function canBeRead(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
