import type { EventSummary } from '../../server/api-schemas.ts';
import { useSensorName } from '../shell/site-names.ts';

/** The title with the sensor set off, as people call it, where the title begins with it. */
export function EventTitle({
  event: { title, site, sensor },
}: {
  readonly event: Pick<EventSummary, 'title' | 'site' | 'sensor'>;
}) {
  const name = useSensorName(site, sensor);
  const lead = `${sensor}:`;
  if (!title.startsWith(`${lead} `)) {
    return (
      <bdi>
        <b>{title}</b>
      </bdi>
    );
  }
  return (
    <bdi>
      <b>{name}:</b>
      {title.slice(lead.length)}
    </bdi>
  );
}
