import type { RowDefinition } from '../panel.ts';

export const RANKING: RowDefinition = {
  title: 'Ranking: how likely events are true',
  panels: [
    {
      kind: 'lines',
      title: 'Ranking: events by likelihood',
      description: 'Events ranked as they opened, an hour, by how likely the model held them to be true.',
      unit: 'short',
      columns: 8,
      queries: [{ expr: 'sum by (band) (increase(telltale_ranking_events_total[1h]))', legend: '{{band}}' }],
    },
    {
      kind: 'lines',
      title: 'Ranking: models fitted',
      description: 'Fits of the last day by outcome, and models that took over.',
      unit: 'short',
      columns: 8,
      queries: [
        { expr: 'sum by (outcome) (increase(telltale_ranking_refits_total[24h]))', legend: '{{outcome}}' },
        { expr: 'sum by (cause) (increase(telltale_ranking_champion_changes_total[24h]))', legend: '{{cause}}' },
      ],
    },
    {
      kind: 'states',
      title: 'Ranking: drift',
      description: 'Whether closings surprise more than they should. An hour of it raises TelltaleRankingDrift.',
      unit: 'short',
      columns: 8,
      states: [
        { value: 0, text: 'fits', color: 'green' },
        { value: 1, text: 'drifts', color: 'orange' },
      ],
      queries: [{ expr: 'telltale_ranking_drift', legend: '{{instance}}' }],
    },
  ],
};
