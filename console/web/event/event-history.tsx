import type { HistoryEntry } from '../../server/api-schemas.ts';
import { t } from '../i18n/translate.ts';
import { withoutSuperseded } from './what-was-done.ts';
import { Moment } from '../components/moment.tsx';

interface EventHistoryProps {
  readonly history: readonly HistoryEntry[];
  readonly site: string;
  readonly nowMillis: number;
}

export function EventHistory({ history, site, nowMillis }: EventHistoryProps) {
  const entries = withoutSuperseded(history);
  return (
    <section class="block" aria-label={t('event.history')}>
      <h3>{t('event.history')}</h3>
      {entries.length === 0 ? (
        <p class="quiet">{t('event.nothingYet')}</p>
      ) : (
        <ol class="entries">
          {entries.map((entry, index) => (
            <li key={index} class="entry">
              <Moment iso={entry.at} site={site} nowMillis={nowMillis} />
              <span class="entry-text">
                <bdi>{words(entry)}</bdi>
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function words(entry: HistoryEntry): string {
  switch (entry.what) {
    case 'action': {
      const disposition = entry.disposition === null ? null : t(`disposition.${entry.disposition}`).toLowerCase();
      const ending = [disposition, entry.toPerson, entry.reason].filter((part) => part !== null).join(', ');
      const did = t(`did.${entry.kind}`, { who: entry.by });
      return ending === '' ? did : `${did}: ${ending}`;
    }
    case 'message': {
      const told = t('did.message', {
        kind: entry.kind,
        notifier: entry.notifier,
        outcome: t(`outcome.${entry.outcome}`),
      });
      return entry.detail === null ? told : `${told}, ${entry.detail}`;
    }
  }
}
