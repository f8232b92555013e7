import type { PriorityBand } from '../../../core/priority.ts';
import type { EventSummary } from '../../server/api-schemas.ts';
import { bandMeaning } from '../bands.ts';
import { t } from '../i18n/translate.ts';
import { formatPriority } from '../format.ts';

/** Square, triangle, diamond, circle: the band is told by shape, digit and colour, never by colour alone. */
const SHAPES: Readonly<Record<PriorityBand, string>> = {
  P1: 'M2 2h20v20H2z',
  P2: 'M12 1.5 23 22H1z',
  P3: 'M12 1 23 12 12 23 1 12z',
  P4: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z',
};

export function PriorityShape({ band }: { readonly band: PriorityBand }) {
  const digit = band.slice(1);
  return (
    <svg class="shape" data-band={band} viewBox="0 0 24 24" role="img" aria-label={t('band.short', { digit })}>
      <title>{bandMeaning(band)}</title>
      <path d={SHAPES[band]} />
      <text x="12" y={band === 'P2' ? 19 : 16.5} text-anchor="middle">
        {digit}
      </text>
    </svg>
  );
}

/** The number of a demonstration event is the band's only by way of a large correction: the detail explains it. */
export function PriorityMark({ event }: { readonly event: EventSummary }) {
  return (
    <span class="mark">
      <PriorityShape band={event.band} />
      {!event.demo && <span class="mark-number">{formatPriority(event.priority)}</span>}
    </span>
  );
}
