import type { EventSummary, HistoryEntry, SiteView } from '../../server/api-schemas.ts';
import { t } from '../i18n/translate.ts';
import { useLive } from '../shell/live-context.ts';
import { tickNote, ticksOf, untickNote } from './ticks.ts';

interface ProcedureProps {
  readonly event: EventSummary;
  readonly site: SiteView;
  readonly history: readonly HistoryEntry[];
}

/** What the site's procedure asks for. A tick is a note in the audit trail, and taking one back is another. */
export function Procedure({ event, site: { procedure }, history }: ProcedureProps) {
  const { acting } = useLive();
  const ticks = ticksOf(history);
  return (
    <section class="block" aria-label={t('event.procedure')}>
      <h3>{t('event.procedure')}</h3>
      <ol class="procedure">
        {procedure.map((step) => {
          const by = ticks.get(step);
          return (
            <li key={step}>
              <label>
                <input
                  type="checkbox"
                  checked={by !== undefined}
                  onChange={() => {
                    const reason = by === undefined ? tickNote(step) : untickNote(step);
                    acting.act({ kind: 'note', reason }, [event.id]);
                  }}
                />
                <bdi>{step}</bdi>
              </label>
              {by !== undefined && (
                <span class="quiet">
                  <bdi>{by}</bdi>
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
