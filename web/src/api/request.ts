import type { Problem } from "../../../src/server/http/problem/problem.ts";
import { ProblemError, UnreachableError } from "./problem.ts";
import { csrfHeaders, noteSignedOut, SESSION_LOST } from "./session.ts";

/** What is asked of the server. */
export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Asks the server.
 *
 * @throws ProblemError if it says what is wrong, UnreachableError if it can't be reached.
 */
export async function request(address: string, options: RequestOptions = {}): Promise<Response> {
  const { method = "GET", body, signal } = options;
  const headers: Record<string, string> = method === "GET" ? {} : csrfHeaders();
  if (body !== undefined) headers["content-type"] = "application/json";
  const response = await fetch(address, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new UnreachableError(String(error));
  });
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem instanceof ProblemError && SESSION_LOST.includes(problem.problem.code)) {
    noteSignedOut();
  }
  throw problem;
}

/** Asks the server for JSON. @throws as `request` */
export async function requestJson<Answer>(
  address: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const response = await request(address, options);
  try {
    return (await response.json()) as Answer;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    // It broke off in the middle.
    throw new UnreachableError(String(error));
  }
}

/** What a response that is not ok says. */
async function problemOf(response: Response): Promise<ProblemError | UnreachableError> {
  const isOurs = response.headers.get("content-type")?.startsWith("application/problem+json");
  const problem = isOurs ? await response.json().catch(() => null) : null;
  if (problem === null) return new UnreachableError(`HTTP ${response.status}`);
  return new ProblemError(problem as Problem);
}
