import type { EventSummary } from '../server/api-schemas.ts';
import { t } from './i18n/translate.ts';

/** What state an event is in, and who it is with. */
export function stateWords(event: EventSummary): { readonly state: string; readonly who: string } {
  const who = event.takenBy ?? '';
  if (event.suppression !== null && event.state !== 'closed') {
    return { state: t(`suppression.${event.suppression.kind}`), who: who === '' ? event.suppression.by : who };
  }
  if (event.state === 'new') return { state: event.escalatedAt === null ? t('state.new') : t('state.escalated'), who };
  if (event.state !== 'closed') return { state: t(`state.${event.state}`), who };
  const state =
    event.disposition === null ? t('state.closed') : `${t('state.closed')}: ${t(`disposition.${event.disposition}`)}`;
  return { state, who: event.closedBy ?? who };
}
