import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits as text for cookies and headers: 43 characters of base64url. */
export function createSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a secret: its SHA-256. A random secret of 256 bits needs no salt and no slow hash. */
export function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether two texts are the same; how long it takes tells nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  return timingSafeEqual(
    createHash("sha256").update(one).digest(),
    createHash("sha256").update(other).digest(),
  );
}
