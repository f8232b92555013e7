import type { RowDefinition } from '../panel.ts';

export const DETECTION_WORK: RowDefinition = {
  title: 'Work: readings to aberrations',
  panels: [
    {
      kind: 'lines',
      title: 'Rate: readings judged',
      description: 'Readings the detectors judged, a second.',
      unit: 'cps',
      columns: 8,
      queries: [{ expr: 'rate(telltale_detection_readings_total[$__rate_interval])', legend: '{{instance}}' }],
    },
    {
      kind: 'lines',
      title: 'Errors: readings not judged',
      description: 'Kept and not judged, a second: late, too extreme, or too many at once. Overload is never normal.',
      unit: 'cps',
      columns: 8,
      queries: [
        {
          expr: 'sum by (reason) (rate(telltale_detection_skipped_total[$__rate_interval]))',
          legend: '{{reason}}',
        },
      ],
    },
    {
      kind: 'number',
      title: 'Share judged',
      description:
        'Of the readings on disk, those that were judged within the last hour; a little under 100 % is late ones.',
      unit: 'percentunit',
      columns: 4,
      queries: [
        {
          expr: 'sum(increase(telltale_detection_readings_total[1h])) / (sum(increase(telltale_readings_committed_total[1h])) > 0)',
          legend: 'judged',
        },
      ],
    },
    {
      kind: 'number',
      title: 'Series',
      description: 'Series known; each is judged by every detector that suits its kind.',
      unit: 'short',
      columns: 4,
      queries: [{ expr: 'sum(telltale_series)', legend: 'series' }],
    },
  ],
};
