import { AccessError } from "../errors.ts";

/** Fewest and most characters of a password, as people count them (NIST SP 800-63B-4, section 3.1.1.2). */
const FEWEST = 12;
const MOST = 256;

/** Different characters, and characters in all, that must be left once what everybody types is taken out. */
const LEFT_DIFFERENT = 5;
const LEFT = 6;

/** Words and rows of keys that the published lists of leaked passwords are headed by, and words of this trade. */
const COMMON = [
  ...[
    "password",
    "passwort",
    "passw0rd",
    "motdepasse",
    "contrasena",
    "secret",
    "geheim",
    "changeme",
  ],
  ...[
    "letmein",
    "welcome",
    "willkommen",
    "login",
    "default",
    "admin",
    "administrator",
    "root",
    "user",
  ],
  ...["guest", "test", "master", "access", "hello", "hallo", "iloveyou", "princess", "sunshine"],
  ...[
    "monkey",
    "dragon",
    "football",
    "baseball",
    "superman",
    "batman",
    "shadow",
    "michael",
    "jordan",
  ],
  ...["charlie", "liverpool", "starwars", "pokemon", "whatever", "trustno", "freedom", "internet"],
  ...[
    "computer",
    "google",
    "flower",
    "summer",
    "winter",
    "spring",
    "autumn",
    "sommer",
    "qwertyuiop",
  ],
  ...["qwerty", "qwertz", "azerty", "asdfghjkl", "asdfgh", "asdf", "zxcvbnm", "zxcvbn", "zxcv"],
  ...[
    "yxcvbnm",
    "1q2w3e4r5t6y",
    "1q2w3e4r",
    "1q2w3e",
    "q1w2e3r4",
    "1qaz2wsx3edc",
    "1qaz2wsx",
    "qazwsx",
  ],
  ...["thorascope", "radiology", "radiologie", "radiologist", "hospital", "krankenhaus", "klinik"],
  ...["clinic", "doctor", "xray", "chest", "dicom", "pacs"],
].sort((one, other) => other.length - one.length);

/** How letters are often written in passwords. */
const LETTERS: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** A password as it is hashed: the same characters typed on another keyboard are the same password (NFKC). */
export function normalizePassword(password: string): string {
  return password.normalize("NFKC");
}

/**
 * Refuses a password that is short, or mostly of what everybody types: common words and rows of keys, runs
 * (`1234`, `aaaa`), the account's name. Nothing else is asked of it: no digits, no signs, no yearly change
 * (NIST SP 800-63B-4, section 3.1.1.2).
 *
 * @throws AccessError PASSWORD_WEAK.
 */
export function requireStrong(password: string, accountName: string): void {
  const characters = [...normalizePassword(password)];
  if (characters.length < FEWEST || characters.length > MOST) {
    throw weak(`it must have ${FEWEST} to ${MOST} characters, and has ${characters.length}`);
  }
  const left = withoutCommon(characters.join("").toLowerCase(), accountName.toLowerCase());
  if (left.length >= LEFT && new Set(left).size >= LEFT_DIFFERENT) return;
  throw weak("it is little more than common words, runs of keys or the account's name");
}

function weak(reason: string): AccessError {
  return new AccessError(
    "PASSWORD_WEAK",
    `the password is refused: ${reason}. Take some words that do not belong together, or let a password manager make one.`,
  );
}

function withoutCommon(text: string, name: string): string {
  const words = name === "" ? COMMON : [name, ...COMMON];
  let left = text;
  for (const word of words) left = left.replaceAll(word, "");
  left = withoutRuns(left).replace(/./gu, (letter) => LETTERS[letter] ?? letter);
  for (const word of words) left = left.replaceAll(word, "");
  return withoutRuns(left);
}

/** Leaves the first of characters that repeat, or follow each other up or down: `aaaa`, `1234`, `dcba`. */
function withoutRuns(text: string): string {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  return [...text]
    .filter((_, index) => {
      const step = (codes[index] ?? 0) - (codes[index - 1] ?? Number.NaN);
      const before = (codes[index - 1] ?? 0) - (codes[index - 2] ?? Number.NaN);
      const after = (codes[index + 1] ?? Number.NaN) - (codes[index] ?? 0);
      return !(Math.abs(step) <= 1 && (step === before || step === after));
    })
    .join("");
}
