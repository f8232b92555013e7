import type { ComponentChildren } from 'preact';
import type { EventDetail, EventSummary } from '../../server/api-schemas.ts';
import { BackButton } from '../components/back-button.tsx';
import { EventTitle } from '../components/event-title.tsx';
import { Moment } from '../components/moment.tsx';
import { PriorityShape } from '../components/priority-mark.tsx';
import { SiteName } from '../components/site-name.tsx';
import { ageOf } from '../format.ts';
import { useEventDetail, useSite } from '../hooks.ts';
import { t } from '../i18n/translate.ts';
import { useLive } from '../shell/live-context.ts';
import { AberrationFacts } from './aberration-facts.tsx';
import { Before } from './before.tsx';
import { Cameras } from './cameras.tsx';
import { Contributions } from './contributions.tsx';
import { EventHistory } from './event-history.tsx';
import { conditionWords, explain } from './explain.ts';
import { FloorPlan } from './floor-plan.tsx';
import { Likelihood } from './likelihood.tsx';
import { Procedure } from './procedure.tsx';
import { Readings } from './readings.tsx';
import { SignalList } from './signal-list.tsx';

/** Whose cameras are shown. */
const MOST_SENSORS = 20;

interface EventDetailPaneProps {
  readonly event: EventSummary;
  /** What can be done about it, or what is being asked. */
  readonly actions: ComponentChildren;
}

export function EventDetailPane({ event, actions }: EventDetailPaneProps) {
  const { state, tell } = useLive();
  const { nowMillis } = state;
  const { value: detail, problem } = useEventDetail(event.id, event.version);
  const condition = conditionWords(event.active, detail?.signals ?? []);
  return (
    <section class="side detail" aria-label={t('event.title')} tabIndex={-1}>
      <BackButton onBack={() => tell({ type: 'leave' })} />
      <header class="detail-header">
        <PriorityShape band={event.band} />
        <h2 class="side-title">
          <EventTitle event={event} />
        </h2>
        <p class="detail-place">
          <SiteName event={event} />
          {!event.title.includes(event.sensor) && <bdi>{event.sensor}</bdi>}
          <span>{t(`class.${event.class}`)}</span>
          <span>
            {t('event.opened')} <Moment iso={event.openedAt} site={event.site} nowMillis={nowMillis} />,{' '}
            {t('event.ago', { age: ageOf(event.openedAt, nowMillis) })}
          </span>
          {condition !== undefined && <span>{condition}</span>}
        </p>
      </header>
      <p class="side-lead">
        <bdi>{explain(event, detail, nowMillis)}</bdi> {t(`next.${event.class}`)}.
      </p>
      {actions}
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
  const sensors = [...new Set([event.sensor, ...detail.signals.map(({ sensor }) => sensor)])].slice(0, MOST_SENSORS);
  const { value: site } = useSite(event.site, sensors);
  return (
    <>
      {site !== undefined && event.state !== 'closed' && (
        <Procedure event={event} site={site} history={detail.history} />
      )}
      <Contributions event={event} />
      <Likelihood event={event} />
      <Readings event={event} signals={detail.signals} nowMillis={nowMillis} />
      <AberrationFacts signals={detail.signals} nowMillis={nowMillis} />
      {site !== undefined && <Cameras event={event} site={site} signals={detail.signals} />}
      {site !== undefined && <FloorPlan site={site} signals={detail.signals} />}
      <SignalList
        key={event.id}
        eventId={event.id}
        signalCount={detail.signalCount}
        latest={detail}
        site={event.site}
        nowMillis={nowMillis}
      />
      <EventHistory history={detail.history} site={event.site} nowMillis={nowMillis} />
      <Before event={event} nowMillis={nowMillis} />
    </>
  );
}
