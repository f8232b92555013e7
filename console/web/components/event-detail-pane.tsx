import type { EventDetail, EventSummary } from '../../server/api-schemas.ts';
import type { Act } from '../act.ts';
import { conditionWords, explain } from '../explain.ts';
import { ageOf } from '../format.ts';
import { useEventDetail } from '../hooks.ts';
import type { ConsoleState, Happening } from '../state.ts';
import { AberrationFacts } from './aberration-facts.tsx';
import { ActionBar } from './action-bar.tsx';
import { BackButton } from './back-button.tsx';
import { Contributions } from './contributions.tsx';
import { EventHistory } from './event-history.tsx';
import { EventTitle } from './event-title.tsx';
import { Moment } from './moment.tsx';
import { PriorityShape } from './priority-mark.tsx';
import { Readings } from './readings.tsx';
import { SignalList } from './signal-list.tsx';
import { SiteName } from './site-name.tsx';

interface EventDetailPaneProps {
  readonly event: EventSummary;
  readonly state: ConsoleState;
  readonly tell: (happening: Happening) => void;
  readonly act: Act;
}

export function EventDetailPane({ event, state, tell, act }: EventDetailPaneProps) {
  const { nowMillis } = state;
  const { value: detail, problem } = useEventDetail(event.id, event.version);
  const condition = conditionWords(event.active, detail?.signals ?? []);
  return (
    <section class="side detail" aria-label="Event">
      <BackButton onBack={() => tell({ type: 'leave' })} />
      <header class="detail-header">
        <PriorityShape band={event.band} />
        <h2 class="side-title">
          <EventTitle event={event} />
        </h2>
        <p class="detail-place">
          <SiteName event={event} />
          {!event.title.includes(event.sensor) && <bdi>{event.sensor}</bdi>}
          <span>{event.class}</span>
          <span>
            opened <Moment iso={event.openedAt} nowMillis={nowMillis} />, {ageOf(event.openedAt, nowMillis)} ago
          </span>
          {condition !== undefined && <span>{condition}</span>}
        </p>
      </header>
      <p class="side-lead">
        <bdi>{explain(event, detail, nowMillis)}</bdi>
      </p>
      <ActionBar event={event} state={state} tell={tell} act={act} />
      {problem !== undefined && <p class="problem">{problem}</p>}
      {detail === undefined ? (
        problem !== undefined && <Contributions event={event} />
      ) : (
        <Evidence event={event} detail={detail} nowMillis={nowMillis} />
      )}
    </section>
  );
}

interface EvidenceProps {
  readonly event: EventSummary;
  readonly detail: EventDetail;
  readonly nowMillis: number;
}

/** All at once when the detail has come, so that nothing on the page jumps. */
function Evidence({ event, detail, nowMillis }: EvidenceProps) {
  return (
    <>
      <Readings event={event} signals={detail.signals} nowMillis={nowMillis} />
      <Contributions event={event} />
      <AberrationFacts signals={detail.signals} nowMillis={nowMillis} />
      <EventHistory history={detail.history} nowMillis={nowMillis} />
      <SignalList signals={detail.signals} nowMillis={nowMillis} />
    </>
  );
}
