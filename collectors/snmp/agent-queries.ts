import type { AgentConfig } from './config.ts';
import { PROFILES, type Profile } from './profiles.ts';

/** Everything one agent is asked for: its profiles, then what the configuration adds. */
export function queriesOf(agent: Pick<AgentConfig, 'profiles' | 'gets' | 'walks'>): Profile {
  const profiles = agent.profiles.map((name) => PROFILES[name]);
  return {
    scalars: [...profiles.flatMap(({ scalars }) => scalars), ...agent.gets],
    tables: [
      ...profiles.flatMap(({ tables }) => tables),
      ...agent.walks.map(({ oid, metric, scale, label, labelOid }) => ({
        label,
        labelOids: labelOid === undefined ? [] : [labelOid],
        columns: [{ metric, oids: [oid], scale }],
      })),
    ],
  };
}
