/** What of a pressed key says which it is. */
export type PressedKey = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey"
>;

/** Places of keys on a keyboard whose signs are others where people write another script. */
const SIGNS: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Slash: ["/", "?"],
  Equal: ["=", "+"],
  Minus: ["-", "_"],
};

/**
 * The names under which a shortcut may mean a key: what it writes; its letter with Caps Lock off; and, on a keyboard
 * of another script, the Latin sign in the same place, so that Arabic typists have the same keys.
 */
export function namesOfKey(pressed: PressedKey): readonly string[] {
  const { key, ctrlKey, metaKey, shiftKey } = pressed;
  const names = new Set([key]);
  if (!shiftKey && /^[A-Z]$/.test(key)) names.add(key.toLowerCase());
  // A key that writes Latin letters or digits is what it writes, wherever it lies.
  if (/^[^\x20-\x7e]+$/u.test(key)) names.add(signInPlace(pressed) ?? key);
  const isCommand = ctrlKey || metaKey;
  return [...names].map((name) => (isCommand ? `Control+${name}` : name));
}

function signInPlace({ code, shiftKey }: PressedKey): string | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined && !shiftKey) return digit;
  return SIGNS[code]?.[shiftKey ? 1 : 0];
}
