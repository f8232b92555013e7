import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { Failure } from '../core/failure.ts';

/** Cost as scrypt names it: N is 2^log2N. */
export interface ScryptCost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP Password Storage Cheat Sheet: N=2^17 (128 MiB), r=8, p=1. About 0.7 s of one core. */
const OWASP_COST: ScryptCost = { log2N: 17, r: 8, p: 1 };

const HASH_BYTES = 32;
const SALT_BYTES = 16;
const PHC = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]{22})\$([\w+/]{43})$/;
/** Each holds 128 MiB and a core for most of a second. */
const MOST_AT_ONCE = 2;
const MOST_WAITING = 32;

/** Hashes and compares passwords, a few at a time; further ones wait, and too many are refused. */
export class PasswordHasher {
  readonly #cost: ScryptCost;
  readonly #nobody: Promise<string>;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(cost: ScryptCost = OWASP_COST) {
    this.#cost = cost;
    const [salt, hash] = [randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)];
    this.#nobody = Promise.resolve(phc(cost, salt, hash));
  }

  /** In PHC string format: `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return phc(this.#cost, salt, await this.#derive(password, salt, this.#cost));
  }

  /** As much work without a hash as with one, so that the time does not say who exists. */
  async matches(password: string, hash: string | undefined): Promise<boolean> {
    const parsed = parsePhc(hash ?? (await this.#nobody));
    const derived = await this.#derive(password, parsed.salt, parsed.cost);
    return timingSafeEqual(derived, parsed.hash) && hash !== undefined;
  }

  /** Whether it was made with another cost than is asked for today. */
  isOutdated(hash: string): boolean {
    const { cost } = parsePhc(hash);
    return cost.log2N !== this.#cost.log2N || cost.r !== this.#cost.r || cost.p !== this.#cost.p;
  }

  async #derive(password: string, salt: Buffer, { log2N, r, p }: ScryptCost): Promise<Buffer> {
    await this.#turn();
    try {
      const N = 2 ** log2N;
      return await derive(password.normalize('NFKC'), salt, { N, r, p, maxmem: 256 * N * r });
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running >= MOST_AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING) throw tooMany();
      await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    }
    this.#running += 1;
  }
}

async function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

function phc({ log2N, r, p }: ScryptCost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${log2N},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function parsePhc(text: string): { readonly cost: ScryptCost; readonly salt: Buffer; readonly hash: Buffer } {
  const [, log2N, r, p, salt, hash] = PHC.exec(text) ?? [];
  if (salt === undefined || hash === undefined) throw new TypeError('a kept password hash is not in PHC string format');
  const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) };
  return { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
}

function tooMany(): Failure {
  return new Failure('Too many people are signing in at once.', {
    reason: 'rate-limited',
    retryable: true,
    remedy: 'Try again in a few seconds.',
    retryAfterSeconds: 5,
  });
}
