import { en } from './en.ts';

type English = typeof en;

export type MessageKey = keyof English;
export type Catalogue = Readonly<Record<MessageKey, string>>;

export const LANGUAGES = ['en', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A language is offered in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', it: 'Italiano' };

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type ValuesOf<Key extends MessageKey> = Readonly<Record<NamesIn<English[Key]>, string | number>>;
type Values<Key extends MessageKey> = [NamesIn<English[Key]>] extends [never] ? [] : [ValuesOf<Key>];
/** Messages without values. */
export type PlainKey = { [Key in MessageKey]: [NamesIn<English[Key]>] extends [never] ? Key : never }[MessageKey];
type CountedStem = MessageKey extends infer Key ? (Key extends `${infer Stem}.one` ? Stem : never) : never;

let latestWanted: Language = 'en';
let catalogue: Catalogue = en;
let numbers = new Intl.NumberFormat('en-GB');
let plurals = new Intl.PluralRules('en');

/** The page speaks one language at a time: whoever draws asks for words, nobody passes them along. */
export async function speak(wanted: Language): Promise<void> {
  latestWanted = wanted;
  const words = wanted === 'en' ? en : (await import('./it.ts')).it;
  // Somebody who chose another meanwhile wants that one.
  if (latestWanted !== wanted) return;
  catalogue = words;
  numbers = new Intl.NumberFormat(wanted === 'en' ? 'en-GB' : wanted);
  plurals = new Intl.PluralRules(wanted);
  document.documentElement.lang = wanted;
}

/** The message in the language spoken, with its values put in; numbers are written as that language writes them. */
export function t<Key extends MessageKey>(key: Key, ...[values]: Values<Key>): string {
  return filled(catalogue[key], values ?? {});
}

/** `tn('unit.signal', 3)`: the message for so many; `{count}` in it is the number. */
export function tn(stem: CountedStem, count: number): string {
  const key = plurals.select(count) === 'one' ? (`${stem}.one` as const) : (`${stem}.other` as const);
  return filled(catalogue[key], { count });
}

function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (braces, name: string) => {
    const value = values[name];
    if (value === undefined) return braces;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}
