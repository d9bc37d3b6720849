/** How files of weights store numbers: safetensors' names. */
export type NumberFormat =
  | "F64"
  | "F32"
  | "F16"
  | "BF16"
  | "I64"
  | "I32"
  | "I16"
  | "I8"
  | "U8"
  | "BOOL";

interface Format {
  readonly bytes: number;
  readonly read: (view: DataView, offset: number) => number;
}

/** All little endian. */
const FORMATS: Readonly<Record<NumberFormat, Format>> = {
  F64: { bytes: 8, read: (view, offset) => view.getFloat64(offset, true) },
  F32: { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) },
  F16: { bytes: 2, read: (view, offset) => half(view.getUint16(offset, true)) },
  BF16: { bytes: 2, read: (view, offset) => brainFloat(view.getUint16(offset, true)) },
  I64: { bytes: 8, read: (view, offset) => Number(view.getBigInt64(offset, true)) },
  I32: { bytes: 4, read: (view, offset) => view.getInt32(offset, true) },
  I16: { bytes: 2, read: (view, offset) => view.getInt16(offset, true) },
  I8: { bytes: 1, read: (view, offset) => view.getInt8(offset) },
  U8: { bytes: 1, read: (view, offset) => view.getUint8(offset) },
  BOOL: { bytes: 1, read: (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1) },
};

/** Tells whether a name is one of a format that Thorascope reads. */
export function isNumberFormat(name: string): name is NumberFormat {
  return Object.hasOwn(FORMATS, name);
}

/** Bytes of one number. */
export function bytesPerNumber(format: NumberFormat): number {
  return FORMATS[format].bytes;
}

/**
 * Numbers of any format as float32. Those of 8 bytes are rounded to the nearest float32; all of F16 and
 * BF16 are float32 values.
 */
export function toFloat32(bytes: Uint8Array, format: NumberFormat): Float32Array {
  if (format === "F32") return new Float32Array(new Uint8Array(bytes).buffer);
  const { bytes: step, read } = FORMATS[format];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / step }, (_, index) => read(view, index * step));
}

const scratch = new DataView(new ArrayBuffer(4));

/** The upper half of a float32. */
function brainFloat(bits: number): number {
  scratch.setUint32(0, bits * 0x1_0000);
  return scratch.getFloat32(0);
}

/** IEEE 754 binary16: one sign bit, five of exponent, ten of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
