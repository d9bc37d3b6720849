import { type Served, serveRequests } from "../worker-pool.node.ts";
import { RefusedRadiographError } from "./errors.ts";
import { type PreparedRadiograph, prepareRadiograph } from "./prepare.node.ts";
import type { RadiographOptions } from "./radiograph.ts";

/** A file to read, and the rows and columns of the network's input. */
export interface Request {
  readonly file: string;
  readonly size: number;
  readonly options: RadiographOptions;
}

/** A radiograph, why there is none, or what went wrong with us. Errors lose their class between threads. */
export type Answer =
  | { readonly prepared: PreparedRadiograph }
  | { readonly refusal: Pick<RefusedRadiographError, "code" | "message" | "fields" | "cause"> }
  | { readonly failure: Error };

serveRequests(async ({ file, size, options }: Request): Promise<Served<Answer>> => {
  try {
    const prepared = await prepareRadiograph(file, size, options);
    const { pixels } = prepared.radiograph;
    const transfer = [pixels.buffer as ArrayBuffer, prepared.grey.buffer as ArrayBuffer];
    return { answer: { prepared }, transfer };
  } catch (error) {
    return { answer: answerFor(error), transfer: [] };
  }
});

/** An error in a form that another thread can make whole again. */
function answerFor(error: unknown): Answer {
  if (error instanceof RefusedRadiographError) {
    const { code, message, fields, cause } = error;
    return { refusal: { code, message, fields, cause } };
  }
  return { failure: error instanceof Error ? error : new Error(String(error)) };
}
