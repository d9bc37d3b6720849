/**
 * Decoding of text by Specific Character Set (0008,0005), PS3.3 C.12.1.1.2.
 *
 * The single-byte sets, UTF-8 and the two Chinese sets have a decoder in every JavaScript engine.
 * Code extensions (ISO 2022, several values) switch sets inside a string; without them the text is
 * read by its first value, and what that cannot express becomes U+FFFD.
 */
const DECODER_LABELS: Readonly<Record<string, string>> = {
  "ISO_IR 100": "iso-8859-1",
  "ISO_IR 101": "iso-8859-2",
  "ISO_IR 109": "iso-8859-3",
  "ISO_IR 110": "iso-8859-4",
  "ISO_IR 126": "iso-8859-7",
  "ISO_IR 127": "iso-8859-6",
  "ISO_IR 138": "iso-8859-8",
  "ISO_IR 144": "iso-8859-5",
  "ISO_IR 148": "iso-8859-9",
  "ISO_IR 166": "tis-620",
  "ISO_IR 13": "shift_jis",
  "ISO_IR 192": "utf-8",
  GB18030: "gb18030",
  GBK: "gbk",
};

/** Decodes bytes of a text attribute. An absent or unknown set is read as ASCII within UTF-8. */
export function decodeText(bytes: Uint8Array, characterSet: string | null): string {
  const set = (characterSet ?? "").replace("ISO 2022 IR", "ISO_IR");
  // A file may name anything, "constructor" too.
  const label = Object.hasOwn(DECODER_LABELS, set) ? DECODER_LABELS[set] : "utf-8";
  return new TextDecoder(label).decode(bytes);
}
