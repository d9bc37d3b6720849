import { codeAndMessage } from "../../errors.ts";
import { nodeDecoders } from "../../radiograph/decoders.node.ts";
import { RefusedRadiographError, readRadiographWith } from "../../radiograph/index.node.ts";
import { heatmapsToNpy, loadModel, type Model, readingToJson } from "../../reading/index.node.ts";
import { type Served, serveRequests } from "../../worker-pool.node.ts";
import type { ReaderAnswer, ReaderRequest } from "./messages.ts";

/** This thread's models, by their folders; one that can't be loaded is tried again. */
const models = new Map<string, Model>();

serveRequests(async (request: ReaderRequest): Promise<Served<ReaderAnswer>> => {
  try {
    return await answer(request);
  } catch (error) {
    const kind = error instanceof RefusedRadiographError ? "refused" : "failed";
    return { answer: { kind, reason: codeAndMessage(error) }, transfer: [] };
  }
});

async function answer(request: ReaderRequest): Promise<Served<ReaderAnswer>> {
  const model = models.get(request.folder) ?? (await loadModel(request.folder));
  models.set(request.folder, model);
  if (request.kind === "load") return { answer: { kind: "loaded" }, transfer: [] };
  const { bytes, fileName, anyway } = request;
  const radiograph = await readRadiographWith(nodeDecoders, bytes, fileName, {
    anyPart: anyway,
  });
  const reading = await model.read(radiograph, { anyway });
  const heatmaps = heatmapsToNpy(reading.heatmaps);
  const { name, version, sha256 } = reading.model;
  return {
    answer: {
      kind: "read",
      reading: {
        json: readingToJson(fileName, reading),
        model: { name, version, sha256 },
        abnormal: reading.abnormal,
        heatmaps,
      },
    },
    transfer: [heatmaps.buffer as ArrayBuffer],
  };
}
