import { type Served, serveRequests } from "../../worker-pool.node.ts";
import { type Examination, examineImage } from "./examine.node.ts";

/** An image to examine. */
export interface Request {
  readonly path: string;
}

/** What was seen, or what went wrong with us. */
export type Answer = { readonly examination: Examination } | { readonly failure: Error };

serveRequests(async ({ path }: Request): Promise<Served<Answer>> => {
  try {
    return { answer: { examination: await examineImage(path) }, transfer: [] };
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return { answer: { failure }, transfer: [] };
  }
});
