import type { Translator } from "../../../src/language/index.ts";
import type { Upload } from "./upload.ts";

/** How an upload stands, in words. */
export function uploadWords(upload: Upload, translator: Translator): string {
  const { text, refusal } = translator;
  const { state, reason, images, leftOut, reading } = upload;
  switch (state) {
    case "waiting":
      return text("upload.state.waiting");
    case "sending":
      return text("upload.state.sending");
    case "refused":
      return text("upload.state.refused", { reason: reasonWords(upload, translator) });
    case "failed":
      return text("upload.state.failed", { reason: reasonWords(upload, translator) });
    case "known":
    case "stored":
      break;
  }
  if (images !== 1) return text("upload.state.archive", { images, leftOut });
  if (reading === "refused" || reading === "failed") {
    return text("upload.state.notRead", {
      reason: reason === null ? "" : refusal(reason.code, ""),
    }).trim();
  }
  if (reading === "read") return text("upload.state.read");
  return text(state === "known" ? "upload.state.known" : "upload.state.stored");
}

function reasonWords({ reason }: Upload, { text, refusal }: Translator): string {
  if (reason === null) return text("upload.reason.unreachable");
  if (reason.code === "FILE_GONE") return text("upload.reason.gone");
  return refusal(reason.code, reason.message);
}
