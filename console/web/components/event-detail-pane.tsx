import type { EventSummary } from '../../server/api-schemas.ts';
import type { Act } from '../act.ts';
import { explain } from '../explain.ts';
import { ageOf } from '../format.ts';
import { useEventDetail } from '../hooks.ts';
import type { ConsoleState, Happening } from '../state.ts';
import { AberrationFacts } from './aberration-facts.tsx';
import { ActionBar } from './action-bar.tsx';
import { BackButton } from './back-button.tsx';
import { Contributions } from './contributions.tsx';
import { DemoBadge } from './demo-badge.tsx';
import { EventHistory } from './event-history.tsx';
import { Moment } from './moment.tsx';
import { PriorityShape } from './priority-mark.tsx';
import { priorityLevel } from '../priority-level.ts';
import { Readings } from './readings.tsx';
import { SignalList } from './signal-list.tsx';

interface EventDetailPaneProps {
  readonly event: EventSummary;
  readonly state: ConsoleState;
  readonly tell: (happening: Happening) => void;
  readonly act: Act;
}

export function EventDetailPane({ event, state, tell, act }: EventDetailPaneProps) {
  const { nowMillis } = state;
  const { value: detail, problem } = useEventDetail(event.id, event.version);
  return (
    <section class="side detail" aria-label="Event">
      <BackButton onBack={() => tell({ type: 'leave' })} />
      <header class="detail-header">
        <PriorityShape level={priorityLevel(event)} />
        <h2 class="side-title">
          <bdi>{event.title}</bdi>
        </h2>
        <p class="detail-place">
          {event.demo && <DemoBadge />}
          <bdi>{event.site}</bdi>
          <bdi>{event.sensor}</bdi>
          <span>{event.class}</span>
          <span>
            opened <Moment iso={event.openedAt} nowMillis={nowMillis} />, {ageOf(event.openedAt, nowMillis)} ago
          </span>
          <span>{event.active ? 'still active' : 'condition over'}</span>
        </p>
      </header>
      <p class="side-lead">
        <bdi>{explain(event, detail, nowMillis)}</bdi>
      </p>
      <ActionBar event={event} state={state} tell={tell} act={act} />
      {problem !== undefined && <p class="problem">{problem}</p>}
      <Contributions event={event} />
      {detail !== undefined && (
        <>
          <Readings event={event} signals={detail.signals} nowMillis={nowMillis} />
          <AberrationFacts signals={detail.signals} />
          <EventHistory history={detail.history} nowMillis={nowMillis} />
          <SignalList signals={detail.signals} nowMillis={nowMillis} />
        </>
      )}
    </section>
  );
}
