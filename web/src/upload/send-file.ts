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
  if (request.status === 201) {
    const { studies, refused } = JSON.parse(request.responseText) as Stored;
    const images = studies.flatMap(({ id, images }) =>
      images.map((image) => ({ ...image, study: id })),
    );
    return { kind: "stored", images, leftOut: refused.length };
  }
  const problem = problemOf(request);
  if (problem === null) return { kind: "unreachable" };
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

/** What the server says is wrong; null where what answered is not our server. */
function problemOf(request: XMLHttpRequest): Problem | null {
  const type = request.getResponseHeader("content-type") ?? "";
  if (!type.startsWith("application/problem+json")) return null;
  return JSON.parse(request.responseText) as Problem;
}

async function canBeRead(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
