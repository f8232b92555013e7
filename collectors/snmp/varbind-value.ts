import { ObjectType, type Varbind } from 'net-snmp';
import type { RejectReason } from '../../core/reject-reason.ts';

/** What one variable of an answer is worth. */
export type VarbindValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'counter'; readonly count: bigint; readonly bits: 32 | 64 }
  | { readonly kind: 'refused'; readonly reason: RejectReason; readonly detail: string };

/** A whole decimal number: what sensors send as a string. Not "n/a", not "", not "12 C", not "0x1f". */
const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const NOT_FINITE = /^\s*[+-]?(nan|inf(inity)?)\s*$/i;
const MAX_TEXT_LENGTH = 64;

type Decode = (value: Varbind['value']) => VarbindValue;

const DECODE_BY_TYPE: ReadonlyMap<ObjectType | undefined, Decode> = new Map<ObjectType | undefined, Decode>([
  [ObjectType.Integer, number],
  [ObjectType.Gauge, number],
  [ObjectType.TimeTicks, number],
  [ObjectType.Counter, counter32],
  [ObjectType.Counter64, counter64],
  [ObjectType.OctetString, (value) => decimalText(text(value))],
  [ObjectType.NoSuchObject, () => refuse('unsupported', 'noSuchObject')],
  [ObjectType.NoSuchInstance, () => refuse('unsupported', 'noSuchInstance')],
  [ObjectType.EndOfMibView, () => refuse('unsupported', 'endOfMibView')],
]);

export function varbindValue({ type, value }: Varbind): VarbindValue {
  const decode = DECODE_BY_TYPE.get(type);
  return decode === undefined ? refuse('wrong-type', `SNMP type ${type ?? 'unknown'}`) : decode(value);
}

function number(value: Varbind['value']): VarbindValue {
  return typeof value === 'number' ? { kind: 'number', value } : refuse('wrong-type', 'a number without a number');
}

function counter32(value: Varbind['value']): VarbindValue {
  if (typeof value !== 'number') return refuse('wrong-type', 'a counter without a number');
  return { kind: 'counter', count: BigInt(value), bits: 32 };
}

/** The bytes as the agent sent them: at most eight, and one zero before them when the highest bit is set. */
function counter64(bytes: Varbind['value']): VarbindValue {
  if (!Buffer.isBuffer(bytes)) return refuse('wrong-type', 'a counter without bytes');
  if (bytes.length === 0 || bytes.length > 9 || (bytes.length === 9 && bytes[0] !== 0)) {
    return refuse('wrong-type', `a Counter64 of ${bytes.length} bytes`);
  }
  return { kind: 'counter', count: BigInt(`0x${bytes.toString('hex')}`), bits: 64 };
}

function decimalText(sent: string): VarbindValue {
  if (NOT_FINITE.test(sent)) return refuse('not-finite', sent);
  if (!DECIMAL.test(sent)) return refuse('wrong-type', JSON.stringify(sent));
  const value = Number(sent);
  return Number.isFinite(value) ? { kind: 'number', value } : refuse('not-finite', sent);
}

/** A string of an agent as a label: bounded, without control characters. */
export function labelText({ value }: Varbind): string {
  return text(value)
    .replace(/[\p{Cc}\p{Cf}\uFFFD]+/gu, '')
    .trim();
}

function text(value: Varbind['value']): string {
  if (Buffer.isBuffer(value)) return value.subarray(0, MAX_TEXT_LENGTH).toString('utf8');
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, MAX_TEXT_LENGTH) : '';
}

function refuse(reason: RejectReason, detail: string): VarbindValue {
  return { kind: 'refused', reason, detail };
}
