import type { RowDefinition } from '../panel.ts';

/** By the heartbeat that goes through every stage in the same queues as the readings: nothing is inferred. */
export const LAG: RowDefinition = {
  title: 'Lag: how far each stage is behind',
  panels: [
    {
      kind: 'lines',
      title: 'Lag by stage',
      description:
        'Age of the last heartbeat that passed, at most 5 s when all is well. A minute raises TelltaleStageBehind.',
      unit: 's',
      columns: 12,
      limits: [10, 60],
      queries: [{ expr: 'time() - (telltale_stage_heartbeat_timestamp_seconds > 0)', legend: '{{stage}}' }],
    },
    {
      kind: 'lines',
      title: 'Waiting before each stage',
      description: 'Readings before detection and history, batches of signals and actions before the desk.',
      unit: 'short',
      columns: 12,
      queries: [
        { expr: 'sum(telltale_detection_waiting_readings)', legend: 'detection' },
        { expr: 'sum(telltale_history_pending_readings)', legend: 'history' },
        { expr: 'sum(telltale_desk_waiting_commands)', legend: 'desk' },
      ],
    },
  ],
};
