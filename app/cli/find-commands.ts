import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Command } from './command.ts';

export interface FoundCommand {
  /** One word or several: `escalation test`. */
  readonly name: string;
  load(): Promise<Command>;
}

const FOLDER = fileURLToPath(new URL('commands', import.meta.url));
const COMMAND_FILE = /(?<!\.test|\.d)\.[jt]s$/;

/** Finds the commands by listing their folder, so that adding one is adding a file. */
export function findCommands(): readonly FoundCommand[] {
  return readdirSync(FOLDER, { recursive: true })
    .map((entry) => join(FOLDER, String(entry)))
    .filter((file) => COMMAND_FILE.test(file))
    .map((file) => ({ name: nameOf(file), load: async () => await loadCommand(file) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function nameOf(file: string): string {
  return relative(FOLDER, file).replace(COMMAND_FILE, '').split(sep).join(' ');
}

/** A test holds every file of the folder to this shape, which an import by name cannot. */
async function loadCommand(file: string): Promise<Command> {
  const loaded: { readonly command: Command } = await import(pathToFileURL(file).href);
  return loaded.command;
}
