const SIX_BYTES =
  /^([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})$/;

/** `aa:bb:cc:dd:ee:ff` for any usual way to write a device address; `undefined` when it is none. */
export function normaliseAddress(text: string): string | undefined {
  const match = SIX_BYTES.exec(text.toLowerCase());
  return match === null ? undefined : match.slice(1).join(':');
}
