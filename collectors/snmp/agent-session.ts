import { isIPv6 } from 'node:net';
import {
  AuthProtocols,
  createSession,
  createV3Session,
  PrivProtocols,
  RequestFailedError,
  ResponseInvalidCode,
  ResponseInvalidError,
  SecurityLevel,
  Version2c,
  type Session,
  type User,
  type Varbind,
} from 'net-snmp';
import type { AgentConfig } from './config.ts';

/** Agents answer at most this many variables at a time, well below the size at which they refuse. */
const MAX_REPETITIONS = 25;
const MAX_OIDS_PER_GET = 25;

/** Rows of one column, in the agent's order. */
export interface WalkedColumn {
  readonly varbinds: readonly Varbind[];
  /** The agent had more than `maxRows`. */
  readonly cut: boolean;
}

/** A conversation with one agent over its own UDP socket. Requests reject with net-snmp's errors. */
export class AgentSession {
  readonly #session: Session;
  #closed = false;

  constructor(agent: AgentConfig, requestTimeoutSeconds: number, retries: number) {
    this.#session = openSession(agent, requestTimeoutSeconds, retries);
    // Without a listener one malformed datagram would end the process; its request times out instead.
    this.#session.on('error', () => undefined);
  }

  /** In the order asked, one variable for each. */
  async get(oids: readonly string[]): Promise<Varbind[]> {
    const answers: Varbind[] = [];
    for (let start = 0; start < oids.length; start += MAX_OIDS_PER_GET) {
      const part = oids.slice(start, start + MAX_OIDS_PER_GET);
      const varbinds = await new Promise<Varbind[]>((resolve, reject) => {
        this.#session.get(part, (error, varbinds) => (error === null ? resolve(varbinds ?? []) : reject(error)));
      });
      answers.push(...varbinds);
    }
    return answers;
  }

  async walk(columnOid: string, maxRows: number): Promise<WalkedColumn> {
    const varbinds: Varbind[] = [];
    await new Promise<void>((resolve, reject) => {
      const feed = (more: Varbind[]): boolean => {
        varbinds.push(...more);
        return varbinds.length > maxRows;
      };
      const done = (error: Error | null): void => (error === null ? resolve() : reject(error));
      this.#session.subtree(columnOid, MAX_REPETITIONS, feed, done);
    });
    return { varbinds: varbinds.slice(0, maxRows), cut: varbinds.length > maxRows };
  }

  /** Requests under way reject. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#session.close();
  }
}

function openSession(agent: AgentConfig, requestTimeoutSeconds: number, retries: number): Session {
  const options = {
    port: agent.port,
    transport: isIPv6(agent.address) ? ('udp6' as const) : ('udp4' as const),
    timeout: requestTimeoutSeconds * 1000,
    retries,
    // An agent that answers a walk with the same rows again would be walked for ever.
    backwardsGetNexts: false,
    reportOidMismatchErrors: true,
  };
  if (agent.version === 'v3') return createV3Session(agent.address, userOf(agent), options);
  const community = agent.community?.reveal() ?? 'public';
  return createSession(agent.address, community, { ...options, version: Version2c });
}

function userOf(agent: AgentConfig): User {
  const name = agent.user ?? '';
  if (agent.authKey === undefined) return { name, level: SecurityLevel.noAuthNoPriv };
  const authentication = { name, authProtocol: AuthProtocols[agent.authProtocol], authKey: agent.authKey.reveal() };
  if (agent.privKey === undefined) return { ...authentication, level: SecurityLevel.authNoPriv };
  return {
    ...authentication,
    level: SecurityLevel.authPriv,
    privProtocol: PrivProtocols[agent.privProtocol],
    privKey: agent.privKey.reveal(),
  };
}

/** Whether it is an answer: to what was asked, it said no or nothing sensible. Anything else is silence. */
export function isAnswer(error: unknown): boolean {
  return error instanceof RequestFailedError || error instanceof ResponseInvalidError;
}

/** For people, bounded. net-snmp's own words for a wrong community would print the right one. */
export function describeError(error: unknown): string {
  if (error instanceof Error && error.name === 'RequestTimedOutError') return 'no answer';
  if (error instanceof ResponseInvalidError && error.code === ResponseInvalidCode.ECommunityNoMatch) {
    return 'an answer with another community';
  }
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
