import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { AccessError } from "../errors.ts";
import { normalizePassword } from "./password-rule.ts";

/** Parameters of scrypt (RFC 7914): N = 2 to the power of `logarithm`, r blocks, p lanes. */
export interface ScryptCost {
  readonly logarithm: number;
  readonly blocks: number;
  readonly lanes: number;
}

/** OWASP's Password Storage Cheat Sheet: N=2^17, r=8, p=1. 128 MiB and some tenths of a second each. */
export const SCRYPT_COST: ScryptCost = { logarithm: 17, blocks: 8, lanes: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Passwords that are hashed at once; each takes 128 MiB and one of the four threads that files share. */
const AT_ONCE = 2;

/** Passwords that wait for it; more would wait so long that nobody waits for them. */
const WAITING = 32;

/** Hashes passwords off the event loop, few at a time. */
export interface PasswordHasher {
  /** @throws AccessError ACCESS_BUSY. */
  hash(password: string): Promise<string>;
  /**
   * Whether a password is that of a hash. For null (no such account, no password) it works as long and says no.
   *
   * @throws AccessError ACCESS_BUSY.
   */
  verify(password: string, hash: string | null): Promise<boolean>;
  /** Whether a hash was made with other parameters than are used today. */
  isOutdated(hash: string): boolean;
}

/** A hasher with scrypt; hashes say their parameters, in the PHC string format. */
export function createPasswordHasher(cost: ScryptCost = SCRYPT_COST): PasswordHasher {
  const turns = new Turns(AT_ONCE, WAITING);
  const derive = (password: string, salt: Buffer, used: ScryptCost) =>
    turns.take(() => deriveKey(normalizePassword(password), salt, used));
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      return format(cost, salt, await derive(password, salt, cost));
    },
    async verify(password, hash) {
      const parsed = hash === null ? null : parse(hash);
      if (parsed === null) {
        await derive(password, Buffer.alloc(SALT_BYTES), cost);
        return false;
      }
      return timingSafeEqual(await derive(password, parsed.salt, parsed.cost), parsed.key);
    },
    isOutdated: (hash) => JSON.stringify(parse(hash)?.cost) !== JSON.stringify(cost),
  };
}

function deriveKey(password: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  const options: ScryptOptions = {
    N: 2 ** cost.logarithm,
    r: cost.blocks,
    p: cost.lanes,
    // 128 N r bytes, and a little for the rest.
    maxmem: 128 * 2 ** cost.logarithm * cost.blocks + 2 ** 22,
  };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function format({ logarithm, blocks, lanes }: ScryptCost, salt: Buffer, key: Buffer): string {
  const text = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  return `$scrypt$ln=${logarithm},r=${blocks},p=${lanes}$${text(salt)}$${text(key)}`;
}

function parse(hash: string): { cost: ScryptCost; salt: Buffer; key: Buffer } | null {
  const [, logarithm, blocks, lanes, salt = "", key = ""] =
    /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{43})$/.exec(hash) ?? [];
  if (logarithm === undefined) return null;
  return {
    cost: { logarithm: Number(logarithm), blocks: Number(blocks), lanes: Number(lanes) },
    salt: Buffer.from(salt, "base64"),
    key: Buffer.from(key, "base64"),
  };
}

/** Lets some work go on at a time, some wait, and sends the rest away. */
class Turns {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#most) {
      if (this.#waiting.length >= this.#mostWaiting) {
        throw new AccessError("ACCESS_BUSY", "too many people sign in at once. Try again soon.");
      }
      // Whoever ends hands its place over.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running++;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
