import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { DEFAULT_PROCEDURE } from '../../../../server/sites/default-procedure.ts';
import { t, tn } from '../../../i18n/translate.ts';
import { useAnswer } from '../../../work.ts';
import { admin } from '../admin-api.ts';
import { namesAt, settingAt, useDraftHere } from './draft.ts';
import { useEntries } from './entries.tsx';
import { TextField } from './fields.tsx';

const MOST_STEPS = 20;

/** What is to be done about an event, site by site; the usual steps hold for every other site. */
export function Procedures() {
  const draft = useDraftHere();
  const { answer: known } = useAnswer(admin.sites);
  const ownPath = (site: string) => ['sites', site, 'procedure'];
  const written = namesAt(draft, ['sites']).filter((site) => settingAt(draft, ownPath(site)).value !== undefined);
  const others = (known ?? []).filter(({ site }) => !written.includes(site));
  return (
    <>
      <p class="quiet">{t('forms.proceduresAbout')}</p>
      {written.length === 0 && <p>{t('forms.noProcedures')}</p>}
      {written.map((site) => (
        <section key={site} class="form-block" aria-label={t('forms.procedureOf', { site })}>
          <h3>
            <bdi>{known?.find((each) => each.site === site)?.title ?? site}</bdi>{' '}
            <span class="quiet">{tn('forms.steps', settingLength(settingAt(draft, ownPath(site)).value))}</span>
          </h3>
          <Steps site={site}>
            <button type="button" onClick={() => draft.set(ownPath(site), undefined)}>
              {t('forms.useUsualProcedure')}
            </button>
          </Steps>
        </section>
      ))}
      <NewProcedure
        sites={others.map(({ site }) => site)}
        onNew={(site) => draft.set(ownPath(site), [...DEFAULT_PROCEDURE])}
      />
      <section class="form-block" aria-label={t('forms.usualProcedure')}>
        <h3>{t('forms.usualProcedure')}</h3>
        <ol class="numbered">
          {DEFAULT_PROCEDURE.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
    </>
  );
}

function settingLength(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function Steps({ site, children }: { readonly site: string; readonly children: ComponentChildren }) {
  const path = ['sites', site, 'procedure'];
  const { entries, addAt, remove, move } = useEntries(path);
  const list = useRef<HTMLOListElement>(null);
  const [wanted, setWanted] = useState<number>();
  useLayoutEffect(() => {
    if (wanted === undefined) return;
    list.current?.querySelectorAll('input')[wanted]?.focus();
    setWanted(undefined);
  }, [wanted]);
  const addAfter = (index: number): void => {
    if (entries.length >= MOST_STEPS) return;
    addAt(index + 1, '');
    setWanted(index + 1);
  };
  return (
    <>
      <ol class="steps" ref={list}>
        {entries.map((_, index) => (
          <li
            key={index}
            onKeyDown={(press) => {
              if (press.key !== 'Enter' || !(press.target instanceof HTMLInputElement)) return;
              press.preventDefault();
              addAfter(index);
            }}
          >
            <TextField path={[...path, index]} label={t('forms.step', { number: index + 1 })} isBare isNeeded />
            <span class="step-acts">
              <button
                type="button"
                disabled={index === 0}
                aria-label={t('forms.stepUp', { number: index + 1 })}
                onClick={() => move(index, index - 1)}
              >
                ↑
              </button>
              <button
                type="button"
                disabled={index === entries.length - 1}
                aria-label={t('forms.stepDown', { number: index + 1 })}
                onClick={() => move(index, index + 1)}
              >
                ↓
              </button>
              <button
                type="button"
                aria-label={t('forms.stepRemove', { number: index + 1 })}
                onClick={() => {
                  remove(index);
                  setWanted(Math.max(0, index - 1));
                }}
              >
                ✕
              </button>
            </span>
          </li>
        ))}
      </ol>
      <div class="admin-actions">
        <button type="button" disabled={entries.length >= MOST_STEPS} onClick={() => addAfter(entries.length - 1)}>
          {t('forms.addStep')}
        </button>
        {children}
      </div>
    </>
  );
}

interface NewProcedureProps {
  readonly sites: readonly string[];
  readonly onNew: (site: string) => void;
}

function NewProcedure({ sites, onNew }: NewProcedureProps) {
  const [site, setSite] = useState('');
  return (
    <div class="admin-form">
      <label>
        {t('forms.procedureSite')}
        <input
          type="text"
          list="sites-without-procedure"
          maxLength={200}
          value={site}
          onInput={({ currentTarget }) => setSite(currentTarget.value)}
        />
      </label>
      <datalist id="sites-without-procedure">
        {sites.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <button
        type="button"
        disabled={site.trim() === ''}
        onClick={() => {
          onNew(site.trim());
          setSite('');
        }}
      >
        {t('forms.addProcedure')}
      </button>
    </div>
  );
}
