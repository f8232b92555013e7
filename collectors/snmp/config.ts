import { z } from 'zod';
import { DEMO_SITE } from '../../core/event.ts';
import { Secret } from '../../core/secret.ts';
import { PROFILE_NAMES } from './profiles.ts';

const AUTH_PROTOCOLS = ['md5', 'sha', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
const PRIV_PROTOCOLS = ['des', 'aes', 'aes256b', 'aes256r'] as const;

const secret = (minLength: number) =>
  z
    .string()
    .min(minLength)
    .transform((text) => new Secret(text));

const NUMERIC_OID = /^\.?[0-2](\.\d{1,10}){1,127}$/;
const METRIC_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

const name = z.string().min(1).max(64);
const oid = z
  .string()
  .max(256)
  .refine((text) => NUMERIC_OID.test(text), 'not a numeric OID: write it like 1.3.6.1.2.1.1.3.0')
  .transform((text) => text.replace(/^\./, ''));
const metric = z
  .string()
  .max(128)
  .refine((text) => METRIC_NAME.test(text), 'not a metric name: use letters, digits and underscores');
const scale = z.number().refine((factor) => factor !== 0, 'a scale of 0 makes every reading 0: leave it out for 1');

const getSchema = z.strictObject({ oid, metric, scale: scale.default(1) });

const walkSchema = z.strictObject({
  /** Of the column: the rows' indexes follow it. */
  oid,
  metric,
  scale: scale.default(1),
  label: metric.default('index'),
  /** Of a column of the same table with readable names. */
  labelOid: oid.optional(),
});

const agentSchema = z
  .strictObject({
    address: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535).default(161),
    site: name
      .refine((site) => site !== DEMO_SITE, `the site "${DEMO_SITE}" belongs to the demonstration: choose another name`)
      .default('local'),
    /** The address if left out. */
    sensor: name.optional(),
    version: z.enum(['v2c', 'v3']).default('v2c'),
    community: secret(1).optional(),
    user: name.optional(),
    authProtocol: z.enum(AUTH_PROTOCOLS).default('sha'),
    authKey: secret(8).optional(),
    privProtocol: z.enum(PRIV_PROTOCOLS).default('aes'),
    privKey: secret(8).optional(),
    profiles: z.array(z.enum(PROFILE_NAMES)).max(PROFILE_NAMES.length).default(['system', 'interfaces']),
    gets: z.array(getSchema).max(256).default([]),
    walks: z.array(walkSchema).max(64).default([]),
  })
  .superRefine((agent, context) => {
    const problem = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (agent.version === 'v2c') {
      if (agent.user !== undefined) problem('user', 'users belong to v3: set version to v3 or remove it');
      return;
    }
    if (agent.community !== undefined) problem('community', 'communities belong to v2c: remove it');
    if (agent.user === undefined) problem('user', 'version v3 needs a user');
    if (agent.privKey !== undefined && agent.authKey === undefined) {
      problem('authKey', 'a privKey needs an authKey too: SNMP encrypts only what it authenticates');
    }
  })
  .transform((agent) => ({ ...agent, sensor: agent.sensor ?? agent.address.slice(0, 64) }));

export const snmpConfigSchema = z
  .strictObject({
    intervalSeconds: z.number().min(1).max(86_400).default(30),
    timeoutSeconds: z.number().min(1).max(3600).default(25),
    /** Each request is sent again once after this long. */
    requestTimeoutSeconds: z.number().min(0.05).max(60).default(2),
    /** Rounds without an answer after which an agent is down. */
    failuresBeforeDown: z.int().min(1).max(100).default(2),
    maxConcurrentAgents: z.int().min(1).max(1024).default(32),
    /** Rows of one column; what an agent has beyond them is not read, and counted. */
    maxRowsPerColumn: z.int().min(1).max(10_000).default(256),
    agents: z.array(agentSchema).max(10_000).default([]),
  })
  .superRefine(({ agents }, context) => {
    const seen = new Set<string>();
    for (const [index, { site, sensor }] of agents.entries()) {
      const key = JSON.stringify([site, sensor]);
      if (seen.has(key)) {
        const message = `"${sensor}" at "${site}" is there already: give each agent a sensor name of its own`;
        context.addIssue({ code: 'custom', path: ['agents', index, 'sensor'], message });
      }
      seen.add(key);
    }
  });

export type SnmpConfig = z.output<typeof snmpConfigSchema>;
export type AgentConfig = SnmpConfig['agents'][number];
