import type { EventSummary } from '../../../server/api-schemas.ts';
import { EventTitle } from '../../components/event-title.tsx';
import { LikelihoodMark } from '../../components/likelihood-mark.tsx';
import { Moment } from '../../components/moment.tsx';
import { PriorityShape } from '../../components/priority-mark.tsx';
import { SiteName } from '../../components/site-name.tsx';
import { t } from '../../i18n/translate.ts';
import { hrefOf } from '../../shell/router.ts';
import { stateWords } from '../../state-words.ts';

interface FoundProps {
  readonly events: readonly EventSummary[];
  readonly nowMillis: number;
}

export function Found({ events, nowMillis }: FoundProps) {
  return (
    <ul class="found" aria-label={t('search.results')}>
      {events.map((event) => {
        const { state, who } = stateWords(event);
        return (
          <li key={event.id}>
            <PriorityShape band={event.band} />
            <span>
              <LikelihoodMark likelihood={event.likelihood} />
            </span>
            <a href={hrefOf('events', [event.id])} title={event.title}>
              <EventTitle event={event} />
            </a>
            <span class="found-place">
              <SiteName event={event} />
            </span>
            <Moment iso={event.openedAt} site={event.site} nowMillis={nowMillis} />
            <span class="found-state">
              {state}
              {who !== '' && (
                <>
                  , <bdi>{who}</bdi>
                </>
              )}
            </span>
            <span class="found-reason" title={event.reason ?? undefined}>
              <bdi>{event.reason}</bdi>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
