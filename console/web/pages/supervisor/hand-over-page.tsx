import { useState } from 'preact/hooks';
import type { HandOverView } from '../../../server/supervisor/supervisor-schemas.ts';
import { wordsFor } from '../../api.ts';
import { Moment } from '../../components/moment.tsx';
import { t, tn } from '../../i18n/translate.ts';
import { useLive } from '../../shell/live-context.ts';
import type { PageProps } from '../../shell/pages.ts';
import { hasRole, useSession } from '../../shell/session.ts';
import { Nothing, Problem, Section } from './parts.tsx';
import { fetchHandOvers, fetchSignedOn, postAnswer, postHandOver, useAsked } from './requests.ts';
import './supervisor.css';

const ASK_EVERY_MILLIS = 5000;

/** One's shift goes to somebody else, who says that they have it. */
export function HandOverPage(_props: PageProps) {
  const [round, setRound] = useState(0);
  const [refusal, setRefusal] = useState<string>();
  const { value: handOvers, problem } = useAsked(`hand-overs ${round}`, fetchHandOvers, ASK_EVERY_MILLIS);
  const { nowMillis } = useLive().state;
  const run = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      setRefusal(undefined);
      setRound((count) => count + 1);
      return true;
    } catch (failure) {
      setRefusal(wordsFor(failure));
      return false;
    }
  };
  return (
    <main class="supervisor" data-stale={problem !== undefined}>
      <header class="supervisor-header">
        <h2>{t('page.handOver')}</h2>
      </header>
      <Problem text={refusal ?? problem} />
      <div class="board-columns">
        <Section title={t('supervisor.offerShift')}>
          <OfferForm onOffer={async (offer) => await run(async () => postHandOver(offer))} />
        </Section>
        <Section title={t('supervisor.handOvers')}>
          {handOvers?.length === 0 && <Nothing text={t('supervisor.noHandOvers')} />}
          <ul class="hand-overs">
            {handOvers?.map((handOver) => (
              <HandOverLine
                key={handOver.id}
                handOver={handOver}
                nowMillis={nowMillis}
                onAnswer={(state) => void run(async () => postAnswer(handOver.id, state))}
              />
            ))}
          </ul>
        </Section>
      </div>
    </main>
  );
}

interface OfferFormProps {
  readonly onOffer: (offer: { to: string; note: string }) => Promise<boolean>;
}

function OfferForm({ onOffer }: OfferFormProps) {
  const { session } = useSession();
  const { list } = useLive().state;
  const { value: signedOn = [] } = useAsked('roster', fetchSignedOn);
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const held = [...list.events.values()].filter(({ takenBy, state }) => takenBy === session.name && state !== 'parked');
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(await onOffer({ to, note }))) return;
    setTo('');
    setNote('');
  };
  return (
    <form class="hand-over-form" onSubmit={(event) => void submit(event)}>
      <p>{tn('supervisor.youHold', held.length)}</p>
      <label>
        {t('supervisor.toWhom')}
        <input
          type="text"
          name="to"
          required
          maxLength={200}
          list="signed-on"
          autocomplete="off"
          value={to}
          onInput={({ currentTarget }) => setTo(currentTarget.value)}
        />
      </label>
      <datalist id="signed-on">
        {signedOn
          .filter((person) => person !== session.name)
          .map((person) => (
            <option key={person} value={person} />
          ))}
      </datalist>
      <label>
        {t('supervisor.note')}
        <textarea
          name="note"
          rows={4}
          maxLength={2000}
          value={note}
          onInput={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </label>
      <button type="submit">{t('supervisor.offer')}</button>
    </form>
  );
}

interface HandOverLineProps {
  readonly handOver: HandOverView;
  readonly nowMillis: number;
  readonly onAnswer: (state: 'accepted' | 'declined' | 'withdrawn') => void;
}

function HandOverLine({ handOver, nowMillis, onAnswer }: HandOverLineProps) {
  const { session } = useSession();
  const { from, to, note, state, offeredAt, events, answeredBy, answeredAt } = handOver;
  const isForMe = state === 'offered' && isSame(to, session.name);
  const mayWithdraw = state === 'offered' && (isSame(from, session.name) || hasRole(session, 'supervisor'));
  return (
    <li class="hand-over" data-state={state}>
      <p>
        <b>
          <bdi>{from}</bdi> → <bdi>{to}</bdi>
        </b>{' '}
        <span class={state === 'offered' ? 'abnormal' : 'quiet'}>{t(`supervisor.handOver.${state}`)}</span>
      </p>
      <p class="event-line-facts">
        <span>
          {t('supervisor.offered')} <Moment iso={offeredAt} nowMillis={nowMillis} />
        </span>
        <span>{tn('supervisor.eventsThen', events)}</span>
        {answeredAt !== null && (
          <span>
            <bdi>{answeredBy}</bdi> <Moment iso={answeredAt} nowMillis={nowMillis} />
          </span>
        )}
      </p>
      {note !== '' && (
        <p class="hand-over-note">
          <bdi>{note}</bdi>
        </p>
      )}
      {(isForMe || mayWithdraw) && (
        <p class="hand-over-buttons">
          {isForMe && (
            <>
              <button type="button" onClick={() => onAnswer('accepted')}>
                {t('supervisor.accept')}
              </button>
              <button type="button" onClick={() => onAnswer('declined')}>
                {t('supervisor.decline')}
              </button>
            </>
          )}
          {mayWithdraw && (
            <button type="button" onClick={() => onAnswer('withdrawn')}>
              {t('supervisor.withdraw')}
            </button>
          )}
        </p>
      )}
    </li>
  );
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
