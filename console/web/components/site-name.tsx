import type { EventSummary } from '../../server/api-schemas.ts';
import { DemoBadge } from './demo-badge.tsx';

/** Nothing of the demonstration may be taken for real: its site is a badge. */
export function SiteName({ event: { demo, site } }: { readonly event: EventSummary }) {
  return demo ? <DemoBadge /> : <bdi class="site-name">{site}</bdi>;
}
