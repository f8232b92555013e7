import { parseArgs } from 'node:util';
import { runTelltale } from '../../run.ts';
import type { Command } from '../command.ts';
import { CONFIG_OPTION, CONFIG_USAGE } from '../settings.ts';

export const command: Command = {
  summary: 'Runs Telltale until it is told to stop; npm start does the same',
  usage: `[--config FILE]\n${CONFIG_USAGE}`,
  async run(words, { environment }) {
    const { values } = parseArgs({ args: [...words], options: CONFIG_OPTION });
    return await runTelltale(values.config, environment);
  },
};
