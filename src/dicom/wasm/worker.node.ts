import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { serveRequests } from "../../worker-pool.node.ts";
import type { Codestream } from "../codestream/decode.ts";
import { instantiateCodecs, type NativeCodecs } from "./native-codecs.node.ts";

/** What a worker answers: the decoded samples, or why there are none. */
export type Answer = { readonly decoded: Uint8Array } | { readonly failure: string };

/** One image of the largest size needs 4 bytes per sample, twice, and its samples. */
const MEMORY_LIMIT = 1 << 30;

const MODULE = "dcmjs-codecs/build/dcmjs-native-codecs.wasm";

/** The engine's compiler, which Node's types leave out. */
const { compile } = (
  globalThis as unknown as {
    readonly WebAssembly: { readonly compile: (bytes: Uint8Array) => Promise<object> };
  }
).WebAssembly;

const compiled = readFile(createRequire(import.meta.url).resolve(MODULE)).then(compile);

let codecs: Promise<NativeCodecs> | null = null;

/** Decodes; an instance that failed or grew large is not used again. */
async function answer(codestream: Codestream): Promise<Answer> {
  try {
    codecs ??= instantiateCodecs(await compiled, MEMORY_LIMIT);
    const { decode, isBloated } = await codecs;
    const decoded = decode(codestream);
    if (isBloated()) codecs = null;
    return { decoded };
  } catch (thrown) {
    codecs = null;
    return { failure: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

serveRequests(async (codestream: Codestream) => {
  const answered = await answer(codestream);
  const transfer = "decoded" in answered ? [answered.decoded.buffer as ArrayBuffer] : [];
  return { answer: answered, transfer };
});
