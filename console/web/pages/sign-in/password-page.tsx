import { useState } from 'preact/hooks';
import { t } from '../../i18n/translate.ts';
import { useSession } from '../../shell/session.ts';
import { Field } from './field.tsx';
import { changePassword } from './sign-in-api.ts';
import './sign-in.css';
import { useTrial } from './trial.ts';

/** One's own password; whoever signs in elsewhere, or has no account yet, has none here. */
export function PasswordPage() {
  const { session } = useSession();
  const [old, setOld] = useState('');
  const [wished, setWished] = useState('');
  const [again, setAgain] = useState('');
  const [isDone, setIsDone] = useState(false);
  const { busy, refusal, submit } = useTrial(() => {
    setIsDone(true);
    for (const clear of [setOld, setWished, setAgain]) clear('');
  });
  const differs = again !== '' && again !== wished;
  if (session.expiresAt === null) {
    return (
      <main class="sign-in">
        <p>{t('password.noAccount')}</p>
      </main>
    );
  }
  return (
    <main class="sign-in">
      <h1>{t('page.password')}</h1>
      <form
        onSubmit={(event) => {
          setIsDone(false);
          if (differs) event.preventDefault();
          else submit(event, async () => await changePassword(old, wished));
        }}
      >
        <Field label={t('password.old')} type="password" autoComplete="current-password" value={old} onInput={setOld} />
        <Field
          label={t('signIn.newPassword')}
          type="password"
          autoComplete="new-password"
          value={wished}
          onInput={setWished}
        />
        <Field label={t('signIn.again')} type="password" autoComplete="new-password" value={again} onInput={setAgain} />
        <p class="quiet">{t('signIn.advice')}</p>
        <p class="sign-in-refusal" role="alert">
          {differs ? t('signIn.differs') : refusal}
        </p>
        <p role="status">{isDone && t('password.changed')}</p>
        <button type="submit" class="sign-in-button" disabled={busy || differs}>
          {t('password.change')}
        </button>
      </form>
    </main>
  );
}
