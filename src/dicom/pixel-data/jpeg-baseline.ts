import { DicomError } from "../errors.ts";
import type { DecodeJpeg } from "../jpeg/decode.ts";
import { readJpegFrame, requireEnoughJpegData } from "../jpeg/frame.ts";
import { TRANSFER_SYNTAX } from "../transfer-syntax.ts";
import type { PixelCodec } from "./codec.ts";

/**
 * JPEG Baseline, process 1 (PS3.5 A.4.1), with the JPEG decoder of the platform.
 *
 * The JPEG stream states its own size, which must be the data set's: it decides what the decoder allocates.
 */
export function jpegBaseline(decode: DecodeJpeg): PixelCodec {
  return {
    transferSyntaxUids: [TRANSFER_SYNTAX.jpegBaseline],
    async decode(bytes, { rows, columns }) {
      const frame = readJpegFrame(bytes);
      if (frame.rows !== rows || frame.columns !== columns || frame.components !== 1) {
        throw new DicomError(
          "CORRUPT_IMAGE",
          `its JPEG stream has ${frame.rows} rows x ${frame.columns} columns x ${frame.components} component(s), its attributes say ${rows} x ${columns} x 1. Export the image again.`,
          { frame, rows, columns },
        );
      }
      if (frame.process !== "baseline") {
        throw new DicomError(
          "UNSUPPORTED_ENCODING",
          `its JPEG stream is ${frame.process} although the transfer syntax says baseline. Convert it with "gdcmconv --raw in.dcm out.dcm" (GDCM).`,
          { process: frame.process },
        );
      }
      requireEnoughJpegData(frame, bytes.length);
      return decode(bytes, frame);
    },
  };
}
