/**
 * A version with build metadata of semantic versioning that tells changed models apart: "1.2.0" becomes
 * "1.2.0+gate.1a2b3c4d"; an older mark of the same name is replaced, others stay.
 *
 * @param digest Eight hexadecimal digits that what was changed determines.
 */
export function markVersion(version: string, name: string, digest: string): string {
  const [core = "", ...metadata] = version.split("+");
  const others = metadata
    .join(".")
    .replace(new RegExp(`(^|\\.)${name}\\.[0-9a-f]{8}(?=\\.|$)`), "")
    .replace(/^\./, "");
  return `${core}+${others === "" ? "" : `${others}.`}${name}.${digest}`;
}
