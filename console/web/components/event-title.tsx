import type { EventSummary } from '../../server/api-schemas.ts';

/** The title with the sensor's name set off, where it begins with it. */
export function EventTitle({ event: { title, sensor } }: { readonly event: EventSummary }) {
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
      <b>{lead}</b>
      {title.slice(lead.length)}
    </bdi>
  );
}
