import type { ComponentChildren } from 'preact';
import type { WorkItem } from '../../../server/supervisor/supervisor-schemas.ts';
import { EventTitle } from '../../components/event-title.tsx';
import { SiteName } from '../../components/site-name.tsx';
import { PriorityShape } from '../../components/priority-mark.tsx';
import { ageOf } from '../../format.ts';
import { t } from '../../i18n/translate.ts';
import { hrefOf } from '../../shell/router.ts';

interface SectionProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

export function Section({ title, children }: SectionProps) {
  return (
    <section class="board-section" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

export function Problem({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : (
    <p class="problem" role="alert">
      {text}
    </p>
  );
}

export function Nothing({ text }: { readonly text: string }) {
  return <p class="quiet">{text}</p>;
}

export function LeftOut({ count }: { readonly count: number }) {
  return count === 0 ? null : <p class="quiet">{t('supervisor.leftOut', { count })}</p>;
}

interface EventLineProps {
  readonly item: Pick<WorkItem, 'id' | 'title' | 'site' | 'sensor' | 'band' | 'openedAt' | 'demo'>;
  readonly nowMillis: number;
  readonly href?: string;
  readonly children?: ComponentChildren;
}

/** One event in two lines: what and where, then whatever matters of it here. */
export function EventLine({ item, nowMillis, href, children }: EventLineProps) {
  return (
    <li class="event-line">
      <PriorityShape band={item.band} />
      <div class="event-line-text">
        <a href={href ?? hrefOf('events', [item.id])}>
          <EventTitle event={item} />
        </a>
        <p class="event-line-facts">
          <SiteName event={item} />
          <span>{t('supervisor.age', { age: ageOf(item.openedAt, nowMillis) })}</span>
          {children}
        </p>
      </div>
    </li>
  );
}
