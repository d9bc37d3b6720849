import { DicomError } from "../errors.ts";
import { decodeJpeg } from "../jpeg/decode.ts";
import { readJpegFrame, requireEnoughJpegData } from "../jpeg/frame.ts";
import { describeTransferSyntax, TRANSFER_SYNTAX } from "../transfer-syntax.ts";
import type { PixelCodec } from "./codec.ts";
import { interleave } from "./interleave.ts";
import { requireSameImage } from "./same-image.ts";

/** The JPEG processes that each transfer syntax may hold (PS3.5 A.4.1 and A.4.2, PS3.6 annex A). */
const PROCESSES: Readonly<Record<string, readonly string[]>> = {
  [TRANSFER_SYNTAX.jpegBaseline]: ["baseline"],
  [TRANSFER_SYNTAX.jpegExtended]: ["baseline", "extended"],
  [TRANSFER_SYNTAX.jpegSpectralSelection]: ["progressive"],
  [TRANSFER_SYNTAX.jpegProgressive]: ["progressive"],
  [TRANSFER_SYNTAX.jpegLossless]: ["lossless"],
  [TRANSFER_SYNTAX.jpegLosslessFirstOrder]: ["lossless"],
};

/** The JPEG transfer syntaxes, one codec each, decoded by our own strict decoder. */
export const jpegCodecs: readonly PixelCodec[] = Object.entries(PROCESSES).map(
  ([transferSyntaxUid, processes]) => ({
    transferSyntaxUids: [transferSyntaxUid],
    async decode(bytes, layout) {
      const frame = readJpegFrame(bytes);
      if (!processes.includes(frame.process)) {
        throw new DicomError(
          "UNSUPPORTED_ENCODING",
          `its JPEG stream is ${frame.process} although the transfer syntax says ${describeTransferSyntax(transferSyntaxUid)}. Convert it with "gdcmconv --raw in.dcm out.dcm" (GDCM).`,
          { process: frame.process },
        );
      }
      requireSameImage("JPEG", { ...frame, samples: frame.components }, layout);
      requireEnoughJpegData(frame, bytes.length);
      return interleave(decodeJpeg(bytes));
    },
  }),
);
