import { useEffect, useState } from 'preact/hooks';
import type { ReplayView } from '../../../server/supervisor/supervisor-schemas.ts';
import { Moment } from '../../components/moment.tsx';
import { t, tn } from '../../i18n/translate.ts';
import { useLive } from '../../shell/live-context.ts';
import type { PageProps } from '../../shell/pages.ts';
import { hrefOf, replaceRoute } from '../../shell/router.ts';
import { EventThen } from './event-then.tsx';
import { MomentField } from './moment-field.tsx';
import { EventLine, LeftOut, Nothing, Problem, Section } from './parts.tsx';
import { fetchRoomAt, useAsked } from './requests.ts';
import './supervisor.css';

const MOST_DONE = 50;
/** A slider that moves asks only where it rests. */
const REST_MILLIS = 250;

/** The room as it was at a second: a link to it shows a colleague the same. */
export function ReplayPage({ route }: PageProps) {
  const [openedAtMillis] = useState(() => Date.now());
  const wanted = Number(route.query.get('at') ?? '');
  const atMillis = Number.isFinite(wanted) && wanted > 0 ? wanted : openedAtMillis;
  const person = route.query.get('person') ?? '';
  const eventId = route.query.get('event') ?? '';
  const go = (changes: Readonly<Record<string, string>>): void => {
    const query = { at: String(atMillis), person, event: eventId, ...changes };
    replaceRoute(hrefOf('replay', [], Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))));
  };
  const restingMillis = useResting(atMillis);
  const { value: room, problem } = useAsked(`room ${restingMillis}`, async (signal) =>
    fetchRoomAt(restingMillis, signal),
  );
  return (
    <main class="supervisor" data-stale={problem !== undefined}>
      <header class="supervisor-header">
        <h2>{t('page.replay')}</h2>
      </header>
      <MomentField atMillis={atMillis} room={room} onChange={(millis) => go({ at: String(millis) })} />
      <Problem text={problem} />
      {room !== undefined && (
        <>
          <PersonChoice room={room} person={person} onChange={(name) => go({ person: name })} />
          <div class="board-columns">
            <Queue
              room={room}
              person={person}
              hrefOfEvent={(id) => hrefOf('replay', [], linkOf(atMillis, person, id))}
            />
            {eventId !== '' && (
              <EventThen key={eventId} eventId={eventId} atMillis={restingMillis} onClose={() => go({ event: '' })} />
            )}
            <JustDone room={room} person={person} />
          </div>
        </>
      )}
    </main>
  );
}

function linkOf(atMillis: number, person: string, event: string): Readonly<Record<string, string>> {
  return person === '' ? { at: String(atMillis), event } : { at: String(atMillis), person, event };
}

function useResting(value: number): number {
  const [resting, setResting] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setResting(value), REST_MILLIS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return resting;
}

interface PersonChoiceProps {
  readonly room: ReplayView;
  readonly person: string;
  readonly onChange: (person: string) => void;
}

function PersonChoice({ room, person, onChange }: PersonChoiceProps) {
  const signedOn = room.signedOn.map((each) => each.person);
  const names = person === '' || room.people.includes(person) ? room.people : [...room.people, person];
  return (
    <p class="replay-person">
      <label>
        {t('supervisor.pageOf')}{' '}
        <select value={person} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
          <option value="">{t('supervisor.wholeRoom')}</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <span class="quiet">
        {signedOn.length === 0
          ? t('supervisor.nobodySignedOn')
          : t('supervisor.signedOn', { names: signedOn.join(', ') })}
      </span>
    </p>
  );
}

interface QueueProps {
  readonly room: ReplayView;
  readonly person: string;
  readonly hrefOfEvent: (id: string) => string;
}

/** In the order of then; what the person had comes first, as on their page. */
function Queue({ room, person, hrefOfEvent }: QueueProps) {
  const own = person === '' ? [] : room.events.filter(({ takenBy }) => takenBy === person);
  const others = room.events.filter((event) => !own.includes(event));
  return (
    <Section title={tn('supervisor.queueThen', room.events.length + room.leftOut)}>
      {person !== '' && <h4>{t('supervisor.had', { name: person })}</h4>}
      {person !== '' && own.length === 0 && <Nothing text={t('supervisor.none')} />}
      <Lines events={own} room={room} hrefOfEvent={hrefOfEvent} />
      {person !== '' && <h4>{t('supervisor.others')}</h4>}
      {room.events.length === 0 && <Nothing text={t('supervisor.none')} />}
      <Lines events={others} room={room} hrefOfEvent={hrefOfEvent} />
      <LeftOut count={room.leftOut} />
    </Section>
  );
}

interface LinesProps {
  readonly events: ReplayView['events'];
  readonly room: ReplayView;
  readonly hrefOfEvent: (id: string) => string;
}

function Lines({ events, room, hrefOfEvent }: LinesProps) {
  const atMillis = Date.parse(room.at);
  return (
    <ul class="event-lines">
      {events.map((event) => (
        <EventLine key={event.id} item={event} nowMillis={atMillis} href={hrefOfEvent(event.id)}>
          <bdi>
            {event.takenBy === null ? t('supervisor.nobody') : t('supervisor.takenBy', { name: event.takenBy })}
          </bdi>
          {event.state === 'parked' && <span>{t('supervisor.parked')}</span>}
          {event.escalatedAt !== null && <span class="abnormal">{t('supervisor.escalated')}</span>}
          {event.suppression !== null && <span>{t(`supervisor.kind.${event.suppression.kind}`)}</span>}
        </EventLine>
      ))}
    </ul>
  );
}

function JustDone({ room, person }: { readonly room: ReplayView; readonly person: string }) {
  const { nowMillis } = useLive().state;
  const done = room.done.filter(({ by }) => person === '' || by === person).slice(0, MOST_DONE);
  return (
    <Section title={t('supervisor.justDone')}>
      {done.length === 0 && <Nothing text={t('supervisor.none')} />}
      <ol class="fact-lines">
        {done.map(({ at, event, title, kind, by, reason }, index) => (
          <li key={`${at} ${event} ${index}`}>
            <Moment iso={at} nowMillis={nowMillis} />
            <span>
              <bdi>{by}</bdi>: {t(`supervisor.did.${kind}`)}
            </span>
            <bdi>{title}</bdi>
            {reason !== null && <bdi class="quiet">{reason}</bdi>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
