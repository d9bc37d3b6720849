import { BitReader, removeStuffing } from "./huffman.ts";
import { progressiveDecoder } from "./progressive.ts";
import { corruptJpeg, truncatedJpeg } from "./segments.ts";
import { sequentialDecoder } from "./sequential.ts";
import type { JpegScan, JpegStream } from "./stream.ts";

/** The quantized coefficients of a component: blocks of 64 in zigzag order, row by row. */
export interface CoefficientPlane {
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly coefficients: Int16Array;
}

/** Decodes one block whose 64 coefficients begin at `at`, of the component at a position of its scan. */
export interface BlockDecoder {
  readonly block: (coefficients: Int16Array, at: number, position: number) => void;
  /** Forgets what was carried over from the block before. */
  readonly restart: () => void;
}

/**
 * Decodes all scans of a stream that is coded by cosine transform (T.81, annexes F and G).
 *
 * Strict: every block of every scan must be there down to its last bit, and every coefficient to its last
 * bit. Decoders made for pictures fill what is missing with grey; a radiograph is rather refused.
 */
export function decodeCoefficients(stream: JpegStream): readonly CoefficientPlane[] {
  const planes = allocatePlanes(stream);
  const finished = stream.components.map(() => new Int8Array(64).fill(-1));
  const isProgressive = stream.frame.process === "progressive";
  for (const scan of stream.scans) {
    noteProgress(scan, isProgressive, finished);
    decodeScan(stream, scan, planes, isProgressive);
  }
  if (finished.some((bits) => bits.some((low) => low !== 0))) throw truncatedJpeg();
  return planes;
}

/** Records down to which bit a scan brings which coefficients; each scan must go on where the last one ended. */
function noteProgress(
  scan: JpegScan,
  isProgressive: boolean,
  finished: readonly Int8Array[],
): void {
  const { first, last, high, low } = isProgressive ? scan : { first: 0, last: 63, high: 0, low: 0 };
  if (last > 63 || first > last || (first === 0 && last > 0 && isProgressive) || low > 13) {
    throw corruptJpeg(`has a scan of coefficients ${first} to ${last} down to bit ${low}`);
  }
  for (const { index } of scan.components) {
    const bits = finished[index];
    for (let k = first; k <= last; k++) {
      if (bits?.[k] !== (high === 0 ? -1 : high) || (high !== 0 && low !== high - 1)) {
        throw corruptJpeg("has scans that do not follow each other");
      }
      bits[k] = low;
    }
  }
}

/** Room for the blocks of each component, filled up to whole minimum coded units. */
function allocatePlanes({ frame, components }: JpegStream): readonly CoefficientPlane[] {
  const { unitsAcross, unitsDown } = unitsOf(frame, components);
  return components.map(({ across, down }) => ({
    blocksAcross: unitsAcross * across,
    blocksDown: unitsDown * down,
    coefficients: new Int16Array(unitsAcross * across * unitsDown * down * 64),
  }));
}

/** How many minimum coded units an image has. */
function unitsOf(
  frame: JpegStream["frame"],
  components: JpegStream["components"],
): { unitsAcross: number; unitsDown: number } {
  const { across, down } = largestSampling(components);
  return {
    unitsAcross: Math.ceil(frame.columns / (8 * across)),
    unitsDown: Math.ceil(frame.rows / (8 * down)),
  };
}

/** The largest sampling factors, to which those of the components relate. */
export function largestSampling(components: JpegStream["components"]): {
  across: number;
  down: number;
} {
  return {
    across: Math.max(...components.map(({ across }) => across)),
    down: Math.max(...components.map(({ down }) => down)),
  };
}

/** Decodes one scan into the planes, restart interval by restart interval. */
function decodeScan(
  stream: JpegStream,
  scan: JpegScan,
  planes: readonly CoefficientPlane[],
  isProgressive: boolean,
): void {
  const { bytes, intervals } = removeStuffing(stream.bytes, scan.start, scan.end);
  const reader = new BitReader(bytes);
  const decoder = isProgressive
    ? progressiveDecoder(reader, scan)
    : sequentialDecoder(reader, scan);
  const order = blockOrder(stream, scan, planes);
  const length = scan.restartInterval || order.units;
  if (intervals.length !== Math.ceil(order.units / length)) {
    throw intervals.length < order.units / length
      ? truncatedJpeg()
      : corruptJpeg("has more restarts than its size needs");
  }
  intervals.forEach(({ start, end }, interval) => {
    reader.enter(start, end);
    decoder.restart();
    const stop = Math.min(order.units, (interval + 1) * length);
    for (let unit = interval * length; unit < stop; unit++) {
      order.visit(unit, (coefficients, at, position) => {
        decoder.block(coefficients, at, position);
        reader.requirePresent();
      });
    }
  });
}

/** The minimum coded units of a scan, and how to visit the blocks of one of them. */
interface BlockOrder {
  readonly units: number;
  readonly visit: (unit: number, block: BlockDecoder["block"]) => void;
}

/** The order of blocks: interleaved where a scan has several components, else row by row (T.81, A.2). */
function blockOrder(
  { frame, components }: JpegStream,
  scan: JpegScan,
  planes: readonly CoefficientPlane[],
): BlockOrder {
  const [only] = scan.components;
  const most = largestSampling(components);
  const planeOf = (index: number) => planes[index] ?? corruptPlane();
  const samplingOf = (index: number) => components[index] ?? corruptPlane();
  if (only !== undefined && scan.components.length === 1) {
    const plane = planeOf(only.index);
    const { across, down } = samplingOf(only.index);
    const blocksAcross = Math.ceil(Math.ceil((frame.columns * across) / most.across) / 8);
    const blocksDown = Math.ceil(Math.ceil((frame.rows * down) / most.down) / 8);
    return {
      units: blocksAcross * blocksDown,
      visit(unit, block) {
        const row = Math.floor(unit / blocksAcross);
        const at = (row * plane.blocksAcross + (unit - row * blocksAcross)) * 64;
        block(plane.coefficients, at, 0);
      },
    };
  }
  const { unitsAcross, unitsDown } = unitsOf(frame, components);
  return {
    units: unitsAcross * unitsDown,
    visit(unit, block) {
      const unitRow = Math.floor(unit / unitsAcross);
      const unitColumn = unit - unitRow * unitsAcross;
      scan.components.forEach(({ index }, position) => {
        const plane = planeOf(index);
        const { across, down } = samplingOf(index);
        for (let row = 0; row < down; row++) {
          for (let column = 0; column < across; column++) {
            const blockRow = unitRow * down + row;
            const at = blockRow * plane.blocksAcross + unitColumn * across + column;
            block(plane.coefficients, at * 64, position);
          }
        }
      });
    },
  };
}

/** A component that the frame does not have. */
function corruptPlane(): never {
  throw corruptJpeg("has a scan of a component that its frame lacks");
}
