/**
 * A unique identifier under 2.25, derived from a name: the same name always gives the same UID.
 *
 * The digits are a UUID as one decimal number (PS3.5 annex B.2), the UUID is version 8, of which
 * 122 bits are the name's SHA-256 (RFC 9562, section 5.8).
 */
export async function uidFromName(name: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest("SHA-256", new TextEncoder().encode(name));
  const view = new DataView(digest);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x80); // version 8
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80); // variant of RFC 9562
  return `2.25.${(view.getBigUint64(0) << 64n) | view.getBigUint64(8)}`;
}
