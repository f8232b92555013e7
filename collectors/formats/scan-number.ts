const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const DOT = 46;

/** 10^k is exact in a double up to k = 22; a mantissa below 2^53 divided by it is rounded once, as parsing would. */
const POWERS_OF_TEN = Float64Array.from({ length: 19 }, (_, exponent) => 10 ** exponent);
const MAX_DIGITS = 15;

/**
 * The number in `bytes[start..end)` if it is a plain JSON number without an exponent and of at most 15
 * digits; NaN for everything else, which is then the general parser's to decide. About 30 ns.
 */
export function scanNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === MINUS;
  if (negative) at += 1;
  const firstDigit = at;
  let mantissa = 0;
  let digits = 0;
  let dotAt = -1;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      digits += 1;
    } else if (byte === DOT && dotAt < 0 && digits > 0) {
      dotAt = at;
    } else {
      return Number.NaN;
    }
  }
  const fractionDigits = dotAt < 0 ? 0 : end - dotAt - 1;
  if (digits === 0 || digits > MAX_DIGITS || (dotAt >= 0 && fractionDigits === 0)) return Number.NaN;
  const integerDigits = digits - fractionDigits;
  if (integerDigits > 1 && bytes[firstDigit] === ZERO) return Number.NaN;
  const magnitude = mantissa / (POWERS_OF_TEN[fractionDigits] ?? 1);
  return negative ? -magnitude : magnitude;
}
