/** Stored bytes that are not what any encoder wrote. */
export class CorruptChunk extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CorruptChunk';
  }
}

const LONGEST_VARINT_SCALE = 2 ** 49;

/** Reads what `ByteBuffer` wrote; refuses to read past the end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  readByte(): number {
    const byte = this.#bytes[this.#position];
    if (byte === undefined) throw new CorruptChunk(`a chunk of ${this.#bytes.length} bytes ends too early`);
    this.#position += 1;
    return byte;
  }

  readVarint(): number {
    let byte = this.readByte();
    let value = byte & 0x7f;
    for (let scale = 0x80; byte > 0x7f; scale *= 0x80) {
      if (scale > LONGEST_VARINT_SCALE) throw new CorruptChunk('a chunk holds an integer of more than 8 bytes');
      byte = this.readByte();
      value += (byte & 0x7f) * scale;
    }
    return value;
  }

  expectEnd(): void {
    const left = this.#bytes.length - this.#position;
    if (left !== 0) throw new CorruptChunk(`a chunk has ${left} bytes too many`);
  }
}
