import type { Codestream } from "../codestream/decode.ts";

/**
 * CharLS and OpenJPEG, as dcmjs-codecs ships them: one WebAssembly module, driven here directly. Its own
 * JavaScript keeps a single instance that nothing repairs after a trap, loads by `eval`, and drags in dcmjs.
 */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  CreateCodecsContext(): number;
  SetRows(context: number, rows: number): void;
  SetColumns(context: number, columns: number): void;
  SetSamplesPerPixel(context: number, samples: number): void;
  SetBitsAllocated(context: number, bits: number): void;
  SetBitsStored(context: number, bits: number): void;
  SetEncodedBufferSize(context: number, length: number): void;
  GetEncodedBuffer(context: number): number;
  GetDecodedBuffer(context: number): number;
  GetDecodedBufferSize(context: number): number;
  ReleaseCodecsContext(context: number): void;
  CreateDecoderParameters(): number;
  ReleaseDecoderParameters(parameters: number): void;
  DecodeJpegLs(context: number, parameters: number): void;
  DecodeJpeg2000(context: number, parameters: number): void;
}

/** The part of the WebAssembly API that is used; Node's types leave it out. */
interface Engine {
  instantiate(
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, (...values: number[]) => unknown>>>>,
  ): Promise<{ readonly exports: Exports }>;
}

/** The engine of this platform. */
const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

/** The memory that the module begins with, most of it never touched. */
const INITIAL_MEMORY = 256 << 20;

/** Decodes codestreams with an instance of its own, which any failure makes unfit for further use. */
export interface NativeCodecs {
  readonly decode: (codestream: Codestream) => Uint8Array;
  /** Whether decoding took so much memory that the instance should be given up. */
  readonly isBloated: () => boolean;
}

/** Makes an instance of the compiled module. It may take `memoryLimit` bytes; asking for more is an error. */
export async function instantiateCodecs(
  module: object,
  memoryLimit: number,
): Promise<NativeCodecs> {
  const text = (start: number, length: number) =>
    new TextDecoder().decode(new Uint8Array(exports.memory.buffer, start, length));
  const instance = await engine.instantiate(module, {
    env: {
      onCodecsException(start = 0, length = 0) {
        throw new Error(text(start, length).trim());
      },
      onCodecsInfo() {},
      onCodecsTrace() {},
      emscripten_notify_memory_growth() {
        if (exports.memory.buffer.byteLength > memoryLimit) {
          throw new Error(`it takes more than ${memoryLimit >> 20} MiB of memory`);
        }
      },
    },
    // A module made for a system (WASI) of which there is none here: no files, no time, no environment.
    wasi_snapshot_preview1: {
      proc_exit(code = 0) {
        throw new Error(`the decoder gave up with code ${code}`);
      },
      clock_time_get: () => 0,
      fd_write: () => 0,
      fd_close: () => 0,
      fd_seek: () => 0,
      environ_get: () => 0,
      environ_sizes_get(count = 0, size = 0) {
        const view = new DataView(exports.memory.buffer);
        view.setUint32(count, 0, true);
        view.setUint32(size, 0, true);
        return 0;
      },
    },
  });
  const { exports } = instance;
  exports._initialize();
  return {
    decode: (codestream) => decodeWith(exports, codestream),
    isBloated: () => exports.memory.buffer.byteLength > INITIAL_MEMORY,
  };
}

/** Hands a codestream over, has it decoded and copies what comes of it. */
function decodeWith(
  codecs: Exports,
  { format, bytes, rows, columns, samples, bytesPerSample }: Codestream,
): Uint8Array {
  const context = codecs.CreateCodecsContext();
  codecs.SetRows(context, rows);
  codecs.SetColumns(context, columns);
  codecs.SetSamplesPerPixel(context, samples);
  codecs.SetBitsAllocated(context, 8 * bytesPerSample);
  codecs.SetBitsStored(context, 8 * bytesPerSample);
  codecs.SetEncodedBufferSize(context, bytes.length);
  const encoded = codecs.GetEncodedBuffer(context);
  new Uint8Array(codecs.memory.buffer).set(bytes, encoded);
  const parameters = codecs.CreateDecoderParameters();
  if (format === "jpeg-ls") codecs.DecodeJpegLs(context, parameters);
  else codecs.DecodeJpeg2000(context, parameters);
  const start = codecs.GetDecodedBuffer(context);
  const length = codecs.GetDecodedBufferSize(context);
  const decoded = new Uint8Array(codecs.memory.buffer).slice(start, start + length);
  codecs.ReleaseDecoderParameters(parameters);
  codecs.ReleaseCodecsContext(context);
  return decoded;
}
