import type { DashboardDefinition } from '../dashboard.ts';
import { CONSOLE } from '../rows/console.ts';
import { PROCESS } from '../rows/process.ts';
import { RESOURCES } from '../rows/resources.ts';

/** Use, saturation and errors of what Telltale runs on. */
export const HOST: DashboardDefinition = {
  uid: 'telltale-host',
  title: 'Telltale / 7 Host',
  question: 'Does Telltale have what it needs to run?',
  variables: [],
  rows: [PROCESS, RESOURCES, CONSOLE],
};
