import { formatTime, zoneName } from '../format.ts';
import { useZoneOf } from '../shell/zones.ts';

interface MomentProps {
  readonly iso: string;
  readonly nowMillis: number;
  /** Where it happened, for whoever reads times in the zone of the site. */
  readonly site?: string;
}

/** A time in the zone that was chosen; hovering shows the zone and UTC. */
export function Moment({ iso, nowMillis, site }: MomentProps) {
  const { zone, marked } = useZoneOf(site);
  const millis = Date.parse(iso);
  const name = zoneName(millis, zone);
  return (
    <time class="moment" dateTime={iso} title={`${formatTime(millis, 0, zone)} ${name}, ${iso} (UTC)`}>
      {formatTime(millis, nowMillis, zone)}
      {marked && <span class="moment-zone"> {name}</span>}
    </time>
  );
}
