import type { Problem } from "../../../src/server/http/problem/problem.ts";

/** What the server answered instead of what was asked for. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The server could not be reached, or what answered is not our server. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** Tells whether the server said that something went wrong, and, if a code is given, that. */
export function isProblem(error: unknown, code?: string): error is ProblemError {
  return error instanceof ProblemError && (code === undefined || error.problem.code === code);
}

/** Tells whether the same may go well in a moment: nobody answered, or the server has too much to do. */
export function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  return isProblem(error) && (error.problem.status === 503 || error.problem.status === 429);
}
