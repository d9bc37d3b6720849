import type { Translator } from "../../../src/language/index.ts";
import { reasonWords } from "../worklist/reason-words.ts";
import type { Upload } from "./upload.ts";
import type { UploadTotals } from "./upload-totals.ts";

/** How an upload stands, in words. */
export function uploadWords(upload: Upload, translator: Translator): string {
  const { text } = translator;
  const { state, images, leftOut, reading } = upload;
  switch (state) {
    case "waiting":
      return text("upload.state.waiting");
    case "sending":
      return text("upload.state.sending");
    case "refused":
      return text("upload.state.refused", { reason: whyNot(upload, translator) });
    case "failed":
      return text("upload.state.failed", { reason: whyNot(upload, translator) });
    case "known":
    case "stored":
      break;
  }
  if (images !== 1) return text("upload.state.archive", { images, leftOut });
  if (reading === "refused" || reading === "failed") {
    return text("upload.state.notRead", { reason: whyNot(upload, translator) });
  }
  if (state === "known") return text("upload.state.known");
  return text(reading === "read" ? "upload.state.read" : "upload.state.stored");
}

/** What became of all uploads, once none is left. */
export function doneWords(
  { stored, known, refused, failed }: UploadTotals,
  { text }: Pick<Translator, "text">,
): string {
  const kept = known === 0 ? "new" : stored === 0 ? "known" : "mixed";
  return text("upload.done", { kept, files: stored + known, known, refused, failed });
}

function whyNot({ reason }: Upload, translator: Translator): string {
  if (reason === null) return translator.text("upload.reason.unreachable");
  if (reason.code === "FILE_GONE") return translator.text("upload.reason.gone");
  return reasonWords(reason, translator);
}
