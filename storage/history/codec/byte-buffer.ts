/** A byte string under construction: grows by doubling, is reused, and never shrinks. */
export class ByteBuffer {
  #bytes = new Uint8Array(4096);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  /** What was written, valid until the next write. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Makes room, so that the writes that follow need no check. */
  reserve(extraBytes: number): void {
    const needed = this.#length + extraBytes;
    if (needed <= this.#bytes.length) return;
    const bytes = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    bytes.set(this.view());
    this.#bytes = bytes;
  }

  writeByte(byte: number): void {
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  /** LEB128 of an integer from 0 to 2^53 - 1: at most 8 bytes, seven bits each, lowest first. */
  writeVarint(value: number): void {
    let rest = value;
    while (rest > 0x7fff_ffff) {
      this.writeByte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    while (rest > 0x7f) {
      this.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.writeByte(rest);
  }
}
