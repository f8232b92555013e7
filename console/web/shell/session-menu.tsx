import { useState } from 'preact/hooks';
import { wordsFor } from '../api.ts';
import { t } from '../i18n/translate.ts';
import { signOut } from '../pages/sign-in/sign-in-api.ts';
import { hrefOf } from './router.ts';
import { useSession } from './session.ts';

/** How one leaves; the first administrator has no account to sign out of. */
export function SessionMenu() {
  const { session, askAgain } = useSession();
  const [refusal, setRefusal] = useState('');
  if (session.expiresAt === null) return null;
  const leave = (everywhere: boolean): void => {
    signOut(everywhere).then(askAgain, (cause: unknown) => setRefusal(wordsFor(cause)));
  };
  return (
    <div class="session-menu">
      <a
        href={hrefOf('password')}
        onClick={({ currentTarget }) => currentTarget.closest('details')?.removeAttribute('open')}
      >
        {t('page.password')}
      </a>
      <button type="button" class="quiet-button" onClick={() => leave(false)}>
        {t('signIn.signOut')}
      </button>
      <button type="button" class="quiet-button" onClick={() => leave(true)}>
        {t('signIn.signOutEverywhere')}
      </button>
      <p role="alert">{refusal}</p>
    </div>
  );
}
