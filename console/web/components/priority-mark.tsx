import type { EventSummary } from '../../server/api-schemas.ts';
import { formatPriority } from '../format.ts';
import { priorityLevel, type PriorityLevel } from '../priority-level.ts';

/** Square, triangle, diamond, circle: the level is told by shape, digit and colour, never by colour alone. */
const SHAPES: Readonly<Record<PriorityLevel, string>> = {
  1: 'M2 2h20v20H2z',
  2: 'M12 1.5 23 22H1z',
  3: 'M12 1 23 12 12 23 1 12z',
  4: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20z',
};

export function PriorityShape({ level }: { readonly level: PriorityLevel }) {
  return (
    <svg class="shape" data-level={level} viewBox="0 0 24 24" role="img" aria-label={`Priority ${level}`}>
      <path d={SHAPES[level]} />
      <text x="12" y={level === 2 ? 19 : 16.5} text-anchor="middle">
        {level}
      </text>
    </svg>
  );
}

export function PriorityMark({ event }: { readonly event: EventSummary }) {
  return (
    <span class="mark">
      <PriorityShape level={priorityLevel(event)} />
      <span class="mark-number">{formatPriority(event.priority)}</span>
    </span>
  );
}
