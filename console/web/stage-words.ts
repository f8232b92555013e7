import { t, type PlainKey } from './i18n/translate.ts';

const STAGES: Readonly<Record<string, PlainKey>> = {
  intake: 'health.stage.intake',
  detection: 'health.stage.detection',
  desk: 'health.stage.desk',
  history: 'health.stage.history',
};

/** What the server calls a stage, in the language of the page. */
export function stageName(name: string): string {
  const word = STAGES[name];
  return word === undefined ? name : t(word);
}
