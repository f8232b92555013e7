import type { ModelVersion } from '../../analytics/desk-ranking/model-version.ts';
import type { Versions } from '../../analytics/desk-ranking/ranking-state.ts';
import { RULES } from '../../analytics/desk-ranking/standing.ts';
import type { VersionFiles } from '../../analytics/desk-ranking/version-files.ts';
import type { RankingVersion } from '../../core/ports/ranking-desk.ts';

const MOST_FEATURES = 20;

/** What ranks first, then what is in its shadow, then what is kept, the latest first; the rules are always there. */
export function versionCards({ champion, challenger }: Versions, files: VersionFiles): readonly RankingVersion[] {
  const kept = files
    .list()
    .filter((id) => id !== champion?.id && id !== challenger?.id)
    .reverse();
  return [
    champion === undefined ? { id: RULES, role: 'champion' } : cardOf(champion, 'champion'),
    ...(challenger === undefined ? [] : [cardOf(challenger, 'challenger')]),
    ...kept.map((id): RankingVersion => ({ id, role: 'kept' })),
    ...(champion === undefined ? [] : [{ id: RULES, role: 'kept' } as const]),
  ];
}

function cardOf(version: ModelVersion, role: RankingVersion['role']): RankingVersion {
  const { id, information, core: _core, sensorNames: _names, strengths: _strengths, ...rest } = version;
  return { id, role, fitted: { ...rest, information: information.slice(0, MOST_FEATURES) } };
}
