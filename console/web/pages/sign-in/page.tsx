import { useEffect, useState } from 'preact/hooks';
import type { SignInView } from '../../../server/administration-schemas.ts';
import { t } from '../../i18n/translate.ts';
import { goTo, hrefOf } from '../../shell/router.ts';
import { useSession } from '../../shell/session.ts';
import { Field } from './field.tsx';
import { acceptInvitation, howToSignIn, signIn } from './sign-in-api.ts';
import './sign-in.css';
import { useTrial } from './trial.ts';

/** For whoever is not signed in, and for whoever follows a link that sets a password. */
export function SignInPage({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const how = useHow();
  if (how === undefined) return <main class="sign-in" aria-busy="true" aria-label={t('shell.loading')} />;
  const invitation = how.invitation ?? undefined;
  return (
    <main class="sign-in">
      <h1>Telltale</h1>
      {invitation === undefined ? (
        <SignInForm outside={how.outside ?? undefined} onSignedIn={onSignedIn} />
      ) : (
        <InvitationForm name={invitation.name ?? undefined} onSignedIn={onSignedIn} />
      )}
    </main>
  );
}

/** The same inside of the shell: before the first account is made, this machine needs no sign-in to follow the link. */
export function WelcomePage() {
  const { askAgain } = useSession();
  return (
    <SignInPage
      onSignedIn={() => {
        askAgain();
        goTo(hrefOf('queue'));
      }}
    />
  );
}

function useHow(): SignInView | undefined {
  const [how, setHow] = useState<SignInView>();
  useEffect(() => {
    const abort = new AbortController();
    const nothing: SignInView = { accounts: true, invitation: null, outside: null };
    howToSignIn(abort.signal).then(setHow, () => {
      if (!abort.signal.aborted) setHow(nothing);
    });
    return () => abort.abort();
  }, []);
  return how;
}

interface SignInFormProps {
  readonly outside: { readonly label: string } | undefined;
  readonly onSignedIn: () => void;
}

function SignInForm({ outside, onSignedIn }: SignInFormProps) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { busy, refusal, submit } = useTrial(onSignedIn);
  return (
    <form onSubmit={(event) => submit(event, async () => await signIn(name, password))}>
      <Field label={t('signIn.name')} type="text" autoComplete="username" value={name} onInput={setName} />
      <Field
        label={t('signIn.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onInput={setPassword}
      />
      <Refusal text={refusal} />
      <button type="submit" class="sign-in-button" disabled={busy}>
        {t('signIn.signIn')}
      </button>
      {outside !== undefined && (
        <a class="sign-in-outside" href="/sign-in/outside">
          <bdi>{outside.label}</bdi>
        </a>
      )}
    </form>
  );
}

interface InvitationFormProps {
  /** Absent of the first administrator, who chooses one. */
  readonly name: string | undefined;
  readonly onSignedIn: () => void;
}

function InvitationForm({ name: given, onSignedIn }: InvitationFormProps) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const { busy, refusal, submit } = useTrial(onSignedIn);
  const differs = again !== '' && again !== password;
  return (
    <form onSubmit={(event) => !differs && submit(event, async () => await acceptInvitation(given ?? name, password))}>
      <p>{given === undefined ? t('signIn.first') : t('signIn.invited', { name: given })}</p>
      {given === undefined && (
        <Field label={t('signIn.name')} type="text" autoComplete="username" value={name} onInput={setName} />
      )}
      <Field
        label={t('signIn.newPassword')}
        type="password"
        autoComplete="new-password"
        value={password}
        onInput={setPassword}
      />
      <Field label={t('signIn.again')} type="password" autoComplete="new-password" value={again} onInput={setAgain} />
      <p class="quiet">{t('signIn.advice')}</p>
      <Refusal text={differs ? t('signIn.differs') : refusal} />
      <button type="submit" class="sign-in-button" disabled={busy || differs}>
        {t('signIn.set')}
      </button>
    </form>
  );
}

function Refusal({ text }: { readonly text: string }) {
  return (
    <p class="sign-in-refusal" role="alert">
      {text}
    </p>
  );
}
