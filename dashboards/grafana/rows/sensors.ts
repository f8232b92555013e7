import type { RowDefinition } from '../panel.ts';

/** From the probe endpoint, one target a site: see docs/specs/metrics.md. */
export const SENSORS: RowDefinition = {
  title: '$site: its sensors',
  panels: [
    {
      kind: 'ranking',
      title: 'Longest silent',
      description: 'Time since the latest reading of each sensor of the site, the twenty longest.',
      unit: 's',
      columns: 12,
      queries: [
        {
          expr: 'topk(20, time() - telltale_source_last_seen_timestamp_seconds{site="$site"})',
          legend: '{{sensor}}',
        },
      ],
    },
    {
      kind: 'number',
      title: 'Sensors seen',
      description: 'Sensors of the site that have reported since Telltale started.',
      unit: 'short',
      columns: 6,
      queries: [{ expr: 'count(telltale_source_last_seen_timestamp_seconds{site="$site"})', legend: 'sensors' }],
    },
    {
      kind: 'number',
      title: 'Silent for an hour',
      description: 'Sensors of the site that have not reported for an hour.',
      unit: 'short',
      columns: 6,
      limits: [1, 5],
      queries: [
        {
          expr: 'count(time() - telltale_source_last_seen_timestamp_seconds{site="$site"} > 3600) or vector(0)',
          legend: 'silent',
        },
      ],
    },
  ],
};
