import { useState } from 'preact/hooks';
import { LIFE_SAFETY_CLASSES, SIGNAL_CLASSES, type SignalClass } from '../../../../../core/signal.ts';
import { t } from '../../../i18n/translate.ts';
import { entriesAt, settingAt, useDraftHere, type Draft } from './draft.ts';
import { Entries } from './entries.tsx';
import { NumberField } from './fields.tsx';
import type { SettingPath } from './settings-text.ts';

const LIMITS = [
  { name: 'takeLimitSeconds', title: 'forms.limit.take' },
  { name: 'responseLimitSeconds', title: 'forms.limit.response' },
  { name: 'closeLimitSeconds', title: 'forms.limit.close' },
] as const;

const TARGETS = [
  { name: 'targets', title: 'forms.targets.take' },
  { name: 'responseTargets', title: 'forms.targets.response' },
  { name: 'closeTargets', title: 'forms.targets.close' },
] as const;

/** How long an event of a class may wait before somebody is told, and what was agreed on. */
export function ServiceLevels() {
  return (
    <>
      <section class="form-block" aria-label={t('forms.limits')}>
        <h3>{t('forms.limits')}</h3>
        <p class="quiet">{t('forms.limitsAbout')}</p>
        <Limits />
        <div class="entry-fields">
          <NumberField
            path={['escalation', 'reminderSeconds']}
            label={t('forms.reminder')}
            unit={t('forms.unit.seconds')}
          />
        </div>
      </section>
      {TARGETS.map(({ name, title }) => (
        <section key={name} class="form-block" aria-label={t(title)}>
          <h3>{t(title)}</h3>
          <Targets path={['service', name]} />
        </section>
      ))}
      <section class="form-block" aria-label={t('forms.shifts')}>
        <h3>{t('forms.shifts')}</h3>
        <Shifts />
      </section>
    </>
  );
}

function Limits() {
  const draft = useDraftHere();
  return (
    <table class="limits">
      <thead>
        <tr>
          <th scope="col">{t('forms.class')}</th>
          {LIMITS.map(({ name, title }) => (
            <th key={name} scope="col">
              {t(title)} <span class="quiet">{t('forms.unit.seconds')}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <LimitRow words={t('forms.everyClass')} pathOf={(name) => ['escalation', name]} />
        {SIGNAL_CLASSES.map((each) => (
          <LimitRow
            key={each}
            words={t(`class.${each}`)}
            pathOf={(name) => ['escalation', `${name}ByClass`, each]}
            inheritedBy={(name) => inheritedLimit(draft, name, each)}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Danger to life waits no longer than anything else. */
function inheritedLimit(draft: Draft, name: string, ofClass: SignalClass): number | undefined {
  const limitAt = (path: SettingPath): number => {
    const { value, usual } = settingAt(draft, path);
    return Number(value ?? usual ?? Infinity);
  };
  const all = limitAt(['escalation', name]);
  if (!LIFE_SAFETY_CLASSES.has(ofClass)) return all;
  return Math.min(all, ...SIGNAL_CLASSES.map((each) => limitAt(['escalation', `${name}ByClass`, each])));
}

interface LimitRowProps {
  readonly words: string;
  readonly pathOf: (name: string) => SettingPath;
  readonly inheritedBy?: (name: string) => number | undefined;
}

function LimitRow({ words, pathOf, inheritedBy }: LimitRowProps) {
  return (
    <tr>
      <th scope="row">{words}</th>
      {LIMITS.map(({ name, title }) => (
        <td key={name}>
          <NumberField
            path={pathOf(name)}
            label={`${words}, ${t(title)}`}
            unit={t('forms.unit.seconds')}
            inherited={inheritedBy?.(name)}
            isBare
          />
        </td>
      ))}
    </tr>
  );
}

function Targets({ path }: { readonly path: SettingPath }) {
  return (
    <Entries
      path={path}
      fresh={{ share: 0.95, withinSeconds: 600 }}
      empty={t('forms.noTargets')}
      addWords={t('forms.addTarget')}
      removeWords={(index) => t('forms.removeTarget', { number: index + 1 })}
    >
      {(entryPath) => (
        <>
          <NumberField path={[...entryPath, 'share']} label={t('forms.share')} unit="%" scale={100} />
          <NumberField
            path={[...entryPath, 'withinSeconds']}
            label={t('forms.within')}
            unit={t('forms.unit.seconds')}
          />
          <ByClass path={[...entryPath, 'withinSecondsByClass']} />
        </>
      )}
    </Entries>
  );
}

/** Open where something is said of a class. */
function ByClass({ path }: { readonly path: SettingPath }) {
  const draft = useDraftHere();
  const said = SIGNAL_CLASSES.filter((each) => settingAt(draft, [...path, each]).value !== undefined);
  return (
    <details class="by-class" open={said.length > 0}>
      <summary>{t('forms.byClass')}</summary>
      <div class="entry-fields">
        {SIGNAL_CLASSES.map((each) => (
          <NumberField key={each} path={[...path, each]} label={t(`class.${each}`)} unit={t('forms.unit.seconds')} />
        ))}
      </div>
    </details>
  );
}

const SHIFTS = ['service', 'shiftStartHours'] as const;

/** As hours with commas; what is no hour stands in the text for the check to name. */
function Shifts() {
  const draft = useDraftHere();
  const { problem, heldBy } = settingAt(draft, SHIFTS);
  const hours = entriesAt(draft, SHIFTS);
  const [typed, setTyped] = useState<string>();
  const shown = typed !== undefined && sameHours(hoursIn(typed), hours) ? typed : hours.join(', ');
  return (
    <div class="field">
      <label for="shift-hours">{t('forms.shiftHours')}</label>
      <input
        id="shift-hours"
        type="text"
        inputMode="numeric"
        disabled={heldBy !== undefined}
        aria-invalid={problem !== undefined}
        aria-describedby="shift-hours-more"
        value={shown}
        onInput={({ currentTarget: { value } }) => {
          setTyped(value);
          draft.set(SHIFTS, hoursIn(value));
        }}
      />
      <div id="shift-hours-more" class="field-more">
        <span class="quiet">{t('forms.shiftHoursAbout')}</span>
        {problem !== undefined && <span class="field-problem">{problem}</span>}
      </div>
    </div>
  );
}

function hoursIn(text: string): readonly (number | string)[] {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function sameHours(one: readonly unknown[], other: readonly unknown[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
