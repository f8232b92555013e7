import type { EventSummary } from '../../../server/api-schemas.ts';
import { EventTitle } from '../../components/event-title.tsx';
import { LikelihoodMark } from '../../components/likelihood-mark.tsx';
import { Moment } from '../../components/moment.tsx';
import { PriorityMark } from '../../components/priority-mark.tsx';
import { SiteName } from '../../components/site-name.tsx';
import { ageOf, formatCount, formatReadings } from '../../format.ts';
import { t } from '../../i18n/translate.ts';
import type { Happening } from '../../state.ts';
import { stateWords } from '../../state-words.ts';

interface QueueRowProps {
  readonly event: EventSummary;
  readonly row: number;
  readonly rowIndex: number;
  readonly top: number;
  readonly selected: boolean;
  readonly marked: boolean;
  readonly nowMillis: number;
  readonly tell: (happening: Happening) => void;
}

export function QueueRow({ event, row, rowIndex, top, selected, marked, nowMillis, tell }: QueueRowProps) {
  return (
    <div
      id={`row-${row}`}
      class="row row-cells"
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={selected || marked}
      data-selected={selected}
      data-marked={marked}
      data-state={event.state}
      data-suppressed={event.suppression !== null}
      data-event={event.id}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(click) => {
        if (click.ctrlKey || click.metaKey) tell({ type: 'mark', eventId: event.id });
        else tell({ type: 'select', eventId: event.id });
      }}
    >
      <span role="gridcell" aria-colindex={1} class="cell-priority">
        <PriorityMark event={event} />
      </span>
      <span role="gridcell" aria-colindex={2} class="cell-likelihood">
        <LikelihoodMark likelihood={event.likelihood} />
      </span>
      <span role="gridcell" aria-colindex={3} class="cell-event">
        <span class="row-title" title={event.title}>
          {marked && <span class="row-mark">{t('queue.markedSign')} </span>}
          <EventTitle event={event} />
        </span>
        <span class="row-place">
          <SiteName event={event} />
          <span class="row-class">{t(`class.${event.class}`)}</span>
        </span>
      </span>
      <span role="gridcell" aria-colindex={4} class="cell-value">
        <LatestReading event={event} />
      </span>
      <span role="gridcell" aria-colindex={5} class="cell-raised">
        <Moment iso={event.openedAt} site={event.site} nowMillis={nowMillis} />
        <span class="row-age">{ageOf(event.openedAt, nowMillis)}</span>
      </span>
      <span role="gridcell" aria-colindex={6} class="cell-count">
        {formatCount(event.signalCount)}
      </span>
      <span role="gridcell" aria-colindex={7} class="cell-state">
        <RowState event={event} nowMillis={nowMillis} />
      </span>
      <span role="gridcell" aria-colindex={8} class="cell-next">
        {t(`next.${event.class}`)}
      </span>
    </div>
  );
}

/** What was read against what was expected. */
function LatestReading({ event: { reading } }: { readonly event: EventSummary }) {
  if (reading === null) return null;
  const [observed = '', lower, upper] = formatReadings([reading.observed, reading.lower, reading.upper]);
  return (
    <>
      <span class="row-observed">{observed}</span>
      <span class="row-band">{t('queue.band', { lower: lower ?? '', upper: upper ?? '' })}</span>
    </>
  );
}

function RowState({ event, nowMillis }: { readonly event: EventSummary; readonly nowMillis: number }) {
  const { state, who } = stateWords(event);
  return (
    <>
      <span class="row-state" data-escalated={event.state === 'new' && event.escalatedAt !== null} title={who}>
        {state}
      </span>
      <span class="row-who">
        <bdi>{who}</bdi>
        {event.takenAt !== null && event.state !== 'closed' && (
          <>
            {' '}
            <Moment iso={event.takenAt} site={event.site} nowMillis={nowMillis} />
          </>
        )}
      </span>
    </>
  );
}
