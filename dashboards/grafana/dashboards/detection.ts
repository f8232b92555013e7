import type { DashboardDefinition } from '../dashboard.ts';
import { DETECTION_QUALITY } from '../rows/detection-quality.ts';
import { DETECTION_WORK } from '../rows/detection-work.ts';
import { RANKING } from '../rows/ranking.ts';

export const DETECTION: DashboardDefinition = {
  uid: 'telltale-detection',
  title: 'Telltale / 4 Detection',
  question: 'Is everything judged, and do the verdicts deserve attention?',
  variables: [],
  rows: [DETECTION_WORK, DETECTION_QUALITY, RANKING],
};
