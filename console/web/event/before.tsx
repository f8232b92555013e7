import type { EventSummary } from '../../server/api-schemas.ts';
import { EventTitle } from '../components/event-title.tsx';
import { Moment } from '../components/moment.tsx';
import { useSearch } from '../hooks.ts';
import { t } from '../i18n/translate.ts';
import { hrefOf } from '../shell/router.ts';
import { stateWords } from '../state-words.ts';

interface BeforeProps {
  readonly event: EventSummary;
  readonly nowMillis: number;
}

const MOST_SHOWN = 10;

/** What happened here before: at this sensor, and at the rest of the site. */
export function Before({ event, nowMillis }: BeforeProps) {
  const { value, problem } = useSearch({ site: event.site, limit: '50' }, event.id);
  const others = (value?.events ?? []).filter(({ id }) => id !== event.id);
  const here = others.filter(({ sensor }) => sensor === event.sensor).slice(0, MOST_SHOWN);
  const elsewhere = others.filter(({ sensor }) => sensor !== event.sensor).slice(0, MOST_SHOWN);
  return (
    <section class="block" aria-label={t('event.before')}>
      <h3>{t('event.before')}</h3>
      {problem !== undefined && <p class="problem">{problem}</p>}
      {value !== undefined && here.length === 0 && <p class="quiet">{t('event.nothingBeforeSensor')}</p>}
      <Earlier events={here} nowMillis={nowMillis} />
      {elsewhere.length > 0 && <h4>{t('event.beforeSite')}</h4>}
      <Earlier events={elsewhere} nowMillis={nowMillis} />
      <a href={hrefOf('search', [], { site: event.site })}>{t('event.allOfSite')}</a>
    </section>
  );
}

function Earlier({ events, nowMillis }: { readonly events: readonly EventSummary[]; readonly nowMillis: number }) {
  if (events.length === 0) return null;
  return (
    <ul class="entries">
      {events.map((event) => (
        <li key={event.id} class="entry">
          <Moment iso={event.openedAt} site={event.site} nowMillis={nowMillis} />
          <span class="entry-text">
            <a href={hrefOf('events', [event.id])}>
              <EventTitle event={event} />
            </a>
            <span class="entry-note">
              {stateWords(event).state}
              {event.reason !== null && (
                <>
                  , <bdi>{event.reason}</bdi>
                </>
              )}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
