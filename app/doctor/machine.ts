import { constants, existsSync, statSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isNearlyFull, spaceOf, type DiskSpace } from '../disk-space.ts';
import { ok, failing, warning, type Finding } from './finding.ts';

/** Less than this and neither the history nor the audit trail can be kept for long. */
const FULL_BYTES = 100e6;
const FOR_OTHERS = 0o077;
const AHEAD_MILLIS = 60_000;

/** Whether the data folder can be used, by whom else, and how much room it has. */
export async function dataFolderFindings(folder: string, nowMillis: number): Promise<readonly Finding[]> {
  const exists = existsSync(folder);
  const ground = nearestFolder(resolve(folder));
  try {
    if (!statSync(ground).isDirectory()) throw new Error('not a folder');
    await access(ground, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [
      failing('data folder', {
        message: `${folder} cannot be used: this process may not write to ${ground}`,
        remedy: 'set TELLTALE_DATA_DIR to a folder this process may write to',
      }),
    ];
  }
  return [
    exists ? permissionFinding(folder) : ok('data folder', `${folder} will be made`),
    diskFinding(await spaceOf(ground)),
    ...(exists ? trailTimeFindings(folder, nowMillis) : []),
  ];
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

function permissionFinding(folder: string): Finding {
  if ((statSync(folder).mode & FOR_OTHERS) === 0) return ok('data folder', `${folder}, for this account only`);
  return warning('data folder', `others on this machine may look into ${folder}`, `chmod 700 ${folder}`);
}

export function diskFinding(space: DiskSpace): Finding {
  const free = `${(space.freeBytes / 1e9).toFixed(1)} GB of ${(space.sizeBytes / 1e9).toFixed(1)} GB are free`;
  const remedy = 'make room, shorten history.retentionDays, or move the data folder';
  if (space.freeBytes < FULL_BYTES) return failing('disk', { message: free, remedy });
  return isNearlyFull(space) ? warning('disk', free, remedy) : ok('disk', free);
}

/** What was kept before cannot be from the future, unless the clock was set back. */
function trailTimeFindings(folder: string, nowMillis: number): readonly Finding[] {
  const times = ['audit.db', 'audit.db-wal'].map(
    (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  const aheadMillis = Math.max(...times) - nowMillis;
  if (aheadMillis < AHEAD_MILLIS) return [];
  return [
    failing('clock', {
      message: `the audit trail was written ${Math.round(aheadMillis / 60_000)} minutes from now: the clock was set back`,
      remedy: 'set the clock right (timedatectl set-ntp true) before Telltale is started',
    }),
  ];
}

/** Whether what the settings file holds is read by those only who should. */
export function settingsFileFindings(file: string, holdsSecrets: boolean): readonly Finding[] {
  if (!existsSync(file)) return [];
  if (!holdsSecrets || (statSync(file).mode & 0o044) === 0) return [ok('settings file', file)];
  return [
    warning(
      'settings file',
      `${file} holds secrets and others may read it`,
      `chmod 600 ${file}, or use …_FILE variables`,
    ),
  ];
}
