const INITIAL_BYTES = 80 * 1024;
/** Of UTF-8, for one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;
const MAX_NUMBER_BYTES = 32;
const MAX_INT32 = 0x7fffffff;

const ZERO = 0x30;
const POINT = 0x2e;
const MINUS = 0x2d;

/** Gathers text as UTF-8 without a string for each piece: numbers of up to three decimals, which most readings are, cost a few digits. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  text(text: string): void {
    this.#makeRoom(text.length * MAX_BYTES_PER_UNIT);
    this.#length += this.#bytes.write(text, this.#length);
  }

  byte(byte: number): void {
    this.#makeRoom(1);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  /** As `String` writes it; what is not finite as Prometheus does. */
  number(value: number): void {
    const thousandths = Math.round(Math.abs(value) * 1000);
    const whole = Math.floor(thousandths / 1000);
    if (whole <= MAX_INT32 && thousandths / 1000 === Math.abs(value))
      this.#decimal(value < 0, whole, thousandths % 1000);
    else if (Number.isFinite(value)) this.text(String(value));
    else this.text(Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf');
  }

  /** What was gathered; the next begins empty, in memory of its own. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafeSlow(INITIAL_BYTES);
    this.#length = 0;
    return taken;
  }

  #decimal(isNegative: boolean, whole: number, thousandths: number): void {
    this.#makeRoom(MAX_NUMBER_BYTES);
    const bytes = this.#bytes;
    let at = this.#length;
    if (isNegative) bytes[at++] = MINUS;
    at += digitCount(whole);
    writeDigits(bytes, at, whole);
    if (thousandths > 0) {
      writeDigits(bytes, at + 4, 1000 + thousandths);
      bytes[at] = POINT;
      at += thousandths % 10 > 0 ? 4 : thousandths % 100 > 0 ? 3 : 2;
    }
    this.#length = at;
  }

  #makeRoom(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#length + bytes));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}

/** All digits of an integer up to 2^31, ending before `end`. */
function writeDigits(bytes: Buffer, end: number, integer: number): void {
  let rest = integer;
  let at = end;
  do {
    const upper = (rest / 10) | 0;
    at -= 1;
    bytes[at] = ZERO + rest - upper * 10;
    rest = upper;
  } while (rest > 0);
}

function digitCount(integer: number): number {
  let count = 1;
  for (let beyond = 10; integer >= beyond; beyond *= 10) count += 1;
  return count;
}
