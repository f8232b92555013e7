import type { EventSummary } from '../../server/api-schemas.ts';
import { useSiteNames } from '../shell/site-names.ts';
import { DemoBadge } from './demo-badge.tsx';

/** Nothing of the demonstration may be taken for real: its site is a badge. */
export function SiteName({ event: { demo, site } }: { readonly event: Pick<EventSummary, 'demo' | 'site'> }) {
  const title = useSiteNames().get(site)?.title;
  if (demo) return <DemoBadge />;
  return (
    <bdi class="site-name" title={site}>
      {title ?? site}
    </bdi>
  );
}
