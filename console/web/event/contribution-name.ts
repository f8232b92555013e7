import { SIGNAL_CLASSES } from '../../../core/signal.ts';
import { t, type PlainKey } from '../i18n/translate.ts';

const NAMES: ReadonlyMap<string, PlainKey> = new Map([
  ['how likely it is true', 'contribution.likelihood'],
  ['shown early to learn from it', 'contribution.early'],
  ['aberration score', 'contribution.score'],
  ['confirmed by a second detector', 'contribution.confirmed'],
  ['still active', 'contribution.active'],
  ['waiting', 'contribution.waiting'],
  ['escalated', 'contribution.escalated'],
  ['demonstration', 'contribution.demonstration'],
]);

/** What the server calls a contribution, in the language of the page; what it does not know stays as it is. */
export function contributionName(name: string): string {
  const known = NAMES.get(name);
  if (known !== undefined) return t(known);
  const signalClass = SIGNAL_CLASSES.find((each) => name === `class ${each}`);
  return signalClass === undefined ? name : t('contribution.class', { class: t(`class.${signalClass}`) });
}
