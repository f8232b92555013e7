import type { RowDefinition } from '../panel.ts';

export const COLLECTORS_AT_A_GLANCE: RowDefinition = {
  title: 'At a glance',
  panels: [
    {
      kind: 'number',
      title: 'Collectors down',
      description: 'Collectors that are neither connected nor succeeded in their last round. 0 is healthy.',
      unit: 'short',
      columns: 6,
      queries: [{ expr: 'count(telltale_collector_up == 0) or vector(0)', legend: 'down' }],
    },
    {
      kind: 'number',
      title: 'Readings committed',
      description: 'Readings that reached the disk, a second.',
      unit: 'cps',
      columns: 6,
      queries: [{ expr: 'sum(rate(telltale_readings_committed_total[$__rate_interval]))', legend: 'committed' }],
    },
    {
      kind: 'number',
      title: 'Rejected inputs',
      description:
        'Share of inputs refused or corrected, over all collectors. More than 10 % raises TelltaleRejectedHigh.',
      unit: 'percentunit',
      columns: 6,
      queries: [
        { expr: 'max(collector:telltale_rejected_per_input:ratio_rate5m) or vector(0)', legend: 'worst collector' },
      ],
    },
    {
      kind: 'number',
      title: 'Series',
      description: 'Series known. A steady climb means a device puts something that changes into a name or label.',
      unit: 'short',
      columns: 6,
      queries: [{ expr: 'sum(telltale_series)', legend: 'series' }],
    },
  ],
};
