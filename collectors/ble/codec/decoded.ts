/** What a codec makes of some bytes. A fault is a short fixed text: it goes to the log, not to a metric. */
export type Decoded<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: string };

export function decoded<Value>(value: Value): Decoded<Value> {
  return { ok: true, value };
}

export function malformed(fault: string): { readonly ok: false; readonly fault: string } {
  return { ok: false, fault };
}

/** A view of the same bytes: its getters check their bounds. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
