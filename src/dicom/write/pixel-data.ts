/** What the Image Pixel Module is made of. */
interface PixelsToWrite {
  readonly pixels: Uint16Array;
  readonly rows: number;
  readonly columns: number;
  readonly bitsStored: number;
  readonly photometric: "MONOCHROME1" | "MONOCHROME2";
}

/** The Image Pixel Module (PS3.3 C.7.6.3) of unsigned grey pixels. */
export function pixelDataOf({ pixels, rows, columns, bitsStored, photometric }: PixelsToWrite) {
  if (pixels.length !== rows * columns) {
    throw new RangeError(
      `${pixels.length} pixels were given for ${rows} rows x ${columns} columns.`,
    );
  }
  const beyond = pixels.find((value) => value >= 2 ** bitsStored);
  if (beyond !== undefined || bitsStored < 1 || bitsStored > 16) {
    throw new RangeError(`Pixel value ${beyond} does not fit bitsStored = ${bitsStored}, 1 to 16.`);
  }
  const bitsAllocated = bitsStored <= 8 ? 8 : 16;
  return {
    SamplesPerPixel: 1,
    PhotometricInterpretation: photometric,
    Rows: rows,
    Columns: columns,
    BitsAllocated: bitsAllocated,
    BitsStored: bitsStored,
    HighBit: bitsStored - 1,
    PixelRepresentation: 0,
    PixelData: [bitsAllocated === 8 ? evenBytes(pixels) : littleEndianWords(pixels)],
    _vrMap: { PixelData: bitsAllocated === 8 ? "OB" : "OW" },
  };
}

/** One byte per pixel, padded to an even length as PS3.5 section 8.1.1 demands. */
function evenBytes(pixels: Uint16Array): ArrayBuffer {
  const bytes = new Uint8Array(pixels.length + (pixels.length % 2));
  bytes.set(pixels);
  return bytes.buffer;
}

/** Two bytes per pixel, the lower one first. */
function littleEndianWords(pixels: Uint16Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(2 * pixels.length));
  pixels.forEach((value, index) => {
    view.setUint16(2 * index, value, true);
  });
  return view.buffer;
}
