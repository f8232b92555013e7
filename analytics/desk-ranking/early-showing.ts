import type { EarlyShowing, LikelihoodBand } from '../../core/likelihood.ts';

const LOW_BANDS: ReadonlySet<LikelihoodBand> = new Set(['unlikely', 'remote']);
const UINT32 = 0x1_0000_0000;

/** Whether chance shows an event of a low band early. Chance is the event's id: asked again, it says the same. */
export function earlyShowing(eventId: string, band: LikelihoodBand, share: number): EarlyShowing | undefined {
  if (share === 0 || !LOW_BANDS.has(band)) return undefined;
  return { propensity: share, isShown: fraction(eventId) < share };
}

/** FNV-1a with a final mixing: ids that differ in one character land anywhere. */
function fraction(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) / UINT32;
}
