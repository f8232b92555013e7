import type { RowDefinition } from '../panel.ts';

export const DETECTION: RowDefinition = {
  title: 'Detection: readings to aberrations',
  panels: [
    {
      kind: 'lines',
      title: 'Rate: readings judged',
      description: 'Readings the detectors judged, a second.',
      unit: 'cps',
      columns: 12,
      queries: [{ expr: 'rate(telltale_detection_readings_total[$__rate_interval])', legend: '{{instance}}' }],
    },
    {
      kind: 'lines',
      title: 'Aberrations by level',
      description: 'Levels entered, a second. A step after a change of settings means the settings, not the world.',
      unit: 'cps',
      columns: 12,
      queries: [{ expr: 'sum by (level) (rate(telltale_aberrations_total[$__rate_interval]))', legend: '{{level}}' }],
    },
  ],
};
