import { DISTURBANCES } from "../disturbance/index.node.ts";
import { isThorascopeError } from "../errors.ts";
import { RefusedRadiographError } from "../radiograph/index.node.ts";
import { type Served, serveRequests } from "../worker-pool.node.ts";
import type { RefusedFile } from "./json.ts";
import { loadModel } from "./load-model.node.ts";
import type { Model } from "./model.ts";
import { type DisturbedScores, scoreDisturbed } from "./score-disturbed.node.ts";

/** A file to score with the model of a folder, under the disturbances of these names. */
export interface Request {
  readonly folder: string;
  readonly file: string;
  readonly names: readonly string[];
  readonly seed: number;
}

/** The scores, why the file is refused, or what went wrong with us. Errors lose their class between threads. */
export type Answer =
  | { readonly scores: DisturbedScores }
  | Pick<RefusedFile, "error">
  | { readonly failure: Error };

/** A thread's model, loaded by its first request. */
const models = new Map<string, Promise<Model>>();

serveRequests(async ({ folder, file, names, seed }: Request): Promise<Served<Answer>> => {
  try {
    const model = models.get(folder) ?? loadModel(folder);
    models.set(folder, model);
    const disturbances = DISTURBANCES.filter(({ name }) => names.includes(name));
    const scores = await scoreDisturbed(await model, file, disturbances, seed);
    return { answer: { scores }, transfer: [] };
  } catch (error) {
    return { answer: answerFor(error), transfer: [] };
  }
});

/** A radiograph may be refused; anything else that fails ends the work. */
function answerFor(error: unknown): Answer {
  if (error instanceof RefusedRadiographError)
    return { error: { code: error.code, message: error.message } };
  if (error instanceof Error)
    return {
      failure: isThorascopeError(error) ? new Error(`${error.code}  ${error.message}`) : error,
    };
  return { failure: new Error(String(error)) };
}
