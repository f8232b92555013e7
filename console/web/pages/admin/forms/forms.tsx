import type { FunctionComponent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t, tn } from '../../../i18n/translate.ts';
import { hrefOf } from '../../../shell/router.ts';
import { useWork } from '../../../work.ts';
import { admin } from '../admin-api.ts';
import { SettingsCheck } from '../settings-check.tsx';
import { DraftContext, useDraft, useNextStart, type Draft } from './draft.ts';
import { treeOf } from './settings-text.ts';
import './forms.css';

interface FormsProps {
  readonly title: string;
  readonly Section: FunctionComponent;
}

/** A part of the settings file as a form; below it what would change, and the way to apply it. */
export function Forms({ title, Section }: FormsProps) {
  const draft = useDraft();
  if (draft === undefined) return <p role="status">{t('shell.loading')}</p>;
  if (draft === 'unreadable') {
    return (
      <p role="alert">
        {t('forms.unreadable')} <a href={hrefOf('admin', ['settings'])}>{t('admin.settings')}</a>
      </p>
    );
  }
  if ('refusal' in draft) return <p role="alert">{draft.refusal}</p>;
  return (
    <DraftContext.Provider value={draft}>
      <ReadyForm title={title} Section={Section} draft={draft} />
    </DraftContext.Provider>
  );
}

function ReadyForm({ title, Section, draft }: FormsProps & { readonly draft: Draft }) {
  const { busy, outcome, run } = useWork();
  const [applied, setApplied] = useState<string>();
  const whenStarted = useNextStart(() => {
    const wished = applied ?? '';
    setApplied(undefined);
    run(async () => (saysTheSame((await draft.load()).text, wished) ? t('forms.inForce') : t('forms.takenBack')));
  });
  const apply = async (): Promise<string> => {
    await admin.applySettings(draft.text, draft.settings.revision);
    whenStarted();
    setApplied(draft.text);
    return t('admin.applied');
  };
  return (
    <section class="admin-section forms" aria-label={title}>
      <h2>{title}</h2>
      <fieldset class="forms-all" disabled={busy || applied !== undefined}>
        <Section />
        {draft.isChanged && applied === undefined && <Unsaved draft={draft} onSave={() => run(apply)} />}
      </fieldset>
      <output class="admin-outcome">
        <bdi>{outcome}</bdi>
      </output>
    </section>
  );
}

interface UnsavedProps {
  readonly draft: Draft;
  readonly onSave: () => void;
}

/** Always in sight, and no higher than a line or two: what is being filled in stays in sight too. */
function Unsaved({ draft, onSave }: UnsavedProps) {
  const { check } = draft;
  const [isReviewed, setIsReviewed] = useState(false);
  const toCorrect = check?.problems.length ?? 0;
  return (
    <>
      <div class="forms-unsaved">
        <span role="status">
          {check === undefined
            ? t('forms.checking')
            : toCorrect > 0
              ? tn('forms.toCorrect', toCorrect)
              : tn('forms.changes', check.differences.length)}
        </span>
        <button type="button" class="main-button" onClick={() => setIsReviewed(true)}>
          {t('forms.look')}
        </button>
        <button type="button" onClick={draft.discard}>
          {t('forms.discard')}
        </button>
      </div>
      {isReviewed && <Review draft={draft} onSave={onSave} onClose={() => setIsReviewed(false)} />}
    </>
  );
}

/** The difference, before anything is written. */
function Review({ draft: { check }, onSave, onClose }: UnsavedProps & { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const isReady = check !== undefined && check.problems.length === 0;
  return (
    <dialog class="forms-review" ref={dialog} onClose={onClose} aria-label={t('forms.review')}>
      <h3>{t('forms.review')}</h3>
      {check === undefined ? <p role="status">{t('forms.checking')}</p> : <SettingsCheck check={check} />}
      <div class="admin-actions">
        <button type="button" class="main-button" disabled={!isReady} onClick={onSave}>
          {t('forms.save')}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('forms.back')}
        </button>
      </div>
    </dialog>
  );
}

function saysTheSame(text: string, other: string): boolean {
  return JSON.stringify(treeOf(text)) === JSON.stringify(treeOf(other));
}
