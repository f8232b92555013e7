import type { HealthView } from '../../../server/health-routes.ts';
import { ageOf } from '../../format.ts';
import { t } from '../../i18n/translate.ts';
import { stageName } from '../../stage-words.ts';
import { formatBytes, formatDuration, formatRate } from './figures.ts';
import './health.css';
import { HealthTable } from './table.tsx';
import { useHealth } from './use-health.ts';

/** A stage that is further behind stands out long before it counts as stuck. */
const LAG_TO_NOTICE_MILLIS = 2000;

/** How Telltale itself is, for those who keep it running. */
export function HealthPage() {
  const { health, isStale } = useHealth();
  return (
    <main class="health" tabIndex={-1}>
      <h1>{t('page.health')}</h1>
      <p class="health-stale" role="status">
        {isStale && t('health.failed')}
      </p>
      {health === undefined ? <p>{t('health.asking')}</p> : <Report health={health} />}
    </main>
  );
}

function Report({ health }: { readonly health: HealthView }) {
  const { faults } = health;
  const nowMillis = Date.parse(health.now);
  return (
    <>
      <p class="health-lead" data-abnormal={faults.length > 0}>
        {faults.length === 0 ? t('health.allWell') : <bdi>{t('health.faults', { parts: faults.join(', ') })}</bdi>}
      </p>
      <p class="health-about">
        {t('health.about', {
          version: health.version,
          node: health.nodeVersion,
          platform: health.platform,
          age: ageOf(health.startedAt, nowMillis),
          series: health.seriesCount,
          events: health.openEvents,
          memory: formatBytes(health.residentBytes),
        })}
      </p>
      <Sources health={health} nowMillis={nowMillis} />
      <Stages stages={health.stages} />
      <Exporters exporters={health.exporters} nowMillis={nowMillis} />
      <Breakers breakers={health.breakers} />
      <Stores stores={health.stores} />
      <section class="health-section">
        <h2>{t('health.clock')}</h2>
        <p data-abnormal={Math.abs(health.clockStepMillis) >= 1000}>{clockWords(health.clockStepMillis)}</p>
      </section>
    </>
  );
}

function Sources({ health, nowMillis }: { readonly health: HealthView; readonly nowMillis: number }) {
  const columns = ['name', 'state', 'lastSeen', 'rate', 'behind', 'rejected'] as const;
  const rows = health.sources
    .filter(({ state }) => state !== 'off')
    .map((source) => ({
      key: source.kind,
      isAbnormal: source.state === 'down',
      cells: [
        source.kind,
        <span title={source.detail}>{t(`component.${source.state}`)}</span>,
        source.lastSeenAt === null ? t('health.never') : ageOf(source.lastSeenAt, nowMillis),
        formatRate(source.readingsPerSecond),
        behindWords(source.behindMillis),
        source.rejected,
      ],
    }));
  return <HealthTable title={t('health.sources')} columns={columns.map((name) => t(`health.${name}`))} rows={rows} />;
}

function Stages({ stages }: Pick<HealthView, 'stages'>) {
  const rows = stages.map(({ name, lagMillis, waiting }) => ({
    key: name,
    isAbnormal: (lagMillis ?? 0) > LAG_TO_NOTICE_MILLIS,
    cells: [stageName(name), lagMillis === null ? '' : formatDuration(lagMillis), waiting],
  }));
  const columns = [t('health.name'), t('health.lag'), t('health.waiting')];
  return <HealthTable title={t('health.stages')} columns={columns} rows={rows} />;
}

function Exporters({ exporters, nowMillis }: Pick<HealthView, 'exporters'> & { readonly nowMillis: number }) {
  if (exporters.length === 0) {
    return (
      <section class="health-section">
        <h2>{t('health.exporters')}</h2>
        <p>{t('health.noExporters')}</p>
      </section>
    );
  }
  const columns = ['name', 'state', 'lastSeen', 'sent', 'lost', 'waiting'] as const;
  const rows = exporters.map((exporter) => ({
    key: exporter.kind,
    isAbnormal: exporter.state === 'down',
    cells: [
      exporter.kind,
      <span title={exporter.detail}>{t(`component.${exporter.state}`)}</span>,
      exporter.lastSentAt === null ? t('health.never') : ageOf(exporter.lastSentAt, nowMillis),
      exporter.sent,
      exporter.lost,
      `${exporter.waitingReadings} / ${exporter.capacityReadings}`,
    ],
  }));
  return <HealthTable title={t('health.exporters')} columns={columns.map((name) => t(`health.${name}`))} rows={rows} />;
}

function Breakers({ breakers }: Pick<HealthView, 'breakers'>) {
  const open = breakers.filter((breaker) => breaker.open);
  return (
    <section class="health-section">
      <h2>{t('health.breakers')}</h2>
      {open.length === 0 && <p>{t('health.breakersClosed')}</p>}
      {open.map(({ name }) => (
        <p key={name} data-abnormal>
          {name}: {t('health.breakerOpen')}
        </p>
      ))}
    </section>
  );
}

function Stores({ stores }: Pick<HealthView, 'stores'>) {
  const rows = stores.map(({ name, bytes }) => ({ key: name, isAbnormal: false, cells: [name, formatBytes(bytes)] }));
  return <HealthTable title={t('health.stores')} columns={[t('health.name'), t('health.size')]} rows={rows} />;
}

function behindWords(behindMillis: number | null): string {
  if (behindMillis === null) return '';
  const length = formatDuration(behindMillis);
  return behindMillis < 0 ? t('health.ahead', { age: length }) : length;
}

function clockWords(stepMillis: number): string {
  if (Math.abs(stepMillis) < 1000) return t('health.clockSteady');
  return t('health.clockStep', { step: `${stepMillis < 0 ? '−' : '+'}${formatDuration(stepMillis)}` });
}
