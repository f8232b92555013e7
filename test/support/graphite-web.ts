import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../app/package-root.ts';

const ORACLE = join(PACKAGE_ROOT, 'bench/support/graphite-oracle/oracle.py');
/** The distribution's own Python: another one on the path would not see its packages. */
const PYTHON = '/usr/bin/python3';
const VERSION = '1.1.8';
const REMEDY = 'install Debian\'s with "apt-get install -y --no-install-recommends graphite-web"';

export interface OracleSeries {
  readonly startSeconds: number;
  readonly stepSeconds: number;
  /** NaN stands for None. */
  readonly values: Float64Array;
}

export interface OracleAnswer {
  readonly names: readonly string[];
  readonly series: readonly Float64Array[];
  /** What graphite-web took for it. */
  readonly seconds: number;
}

/** Debian's graphite-web in a Python process, asked for what its own functions make of a series. One question at a time. */
export class GraphiteWeb {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #frames: AsyncGenerator<Frame>;

  private constructor(process: ChildProcessWithoutNullStreams) {
    this.#process = process;
    this.#frames = readFrames(process);
  }

  static async start(): Promise<GraphiteWeb> {
    const graphite = new GraphiteWeb(spawn(PYTHON, [ORACLE], { stdio: 'pipe' }));
    const { header } = await graphite.#receive();
    if (header.version !== VERSION) {
      await graphite.stop();
      throw new Error(`the reference is graphite-web ${VERSION}, found ${header.version}: ${REMEDY}`);
    }
    return graphite;
  }

  /** What the target makes of the series `m` over the range, with the series' earlier values as past. */
  async evaluate(
    target: string,
    series: OracleSeries,
    range: { readonly fromSeconds: number; readonly untilSeconds: number },
  ): Promise<OracleAnswer> {
    return await this.#ask(series, { target, from: range.fromSeconds, until: range.untilSeconds });
  }

  /** The forecast and the deviation that Graphite's Holt-Winters makes of the whole series. */
  async analyse(series: OracleSeries, seasonality: string): Promise<OracleAnswer> {
    return await this.#ask(series, { seasonality });
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.stdin.end();
    await exited;
  }

  async #ask(series: OracleSeries, question: Record<string, unknown>): Promise<OracleAnswer> {
    const { startSeconds: start, stepSeconds: step, values } = series;
    const header = Buffer.from(JSON.stringify({ ...question, start, step, count: values.length }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(header.length);
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    this.#process.stdin.write(Buffer.concat([length, header, bytes]));
    const answer = await this.#receive();
    if (answer.header.error !== undefined) throw new Error(`graphite-web failed: ${answer.header.error}`);
    const { names = [], count = 0, seconds = 0 } = answer.header;
    return { names, seconds, series: names.map((_, i) => answer.values.subarray(i * count, (i + 1) * count)) };
  }

  async #receive(): Promise<Frame> {
    const next = await this.#frames.next();
    if (next.done === true) throw new Error('graphite-web ended');
    return next.value;
  }
}

interface FrameHeader {
  readonly version?: string;
  readonly error?: string;
  readonly names?: readonly string[];
  readonly count?: number;
  readonly seconds?: number;
}

interface Frame {
  readonly header: FrameHeader;
  readonly values: Float64Array;
}

/** The frames that oracle.py describes; fails with its last words when it ends early. */
async function* readFrames(process: ChildProcessWithoutNullStreams): AsyncGenerator<Frame> {
  let lastWords = '';
  process.stderr.on('data', (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-2000)));
  process.once('error', (cause) => process.stdout.destroy(new Error(`cannot run ${PYTHON}: ${REMEDY}`, { cause })));
  // A write to a process that has ended: what it said last is told when its answer is read.
  process.stdin.on('error', () => undefined);
  const chunks: AsyncIterator<Buffer> = process.stdout[Symbol.asyncIterator]();
  let buffered: Buffer = Buffer.alloc(0);
  const take = async (bytes: number): Promise<Buffer> => {
    const parts: Buffer[] = [buffered];
    let available = buffered.length;
    while (available < bytes) {
      const next = await chunks.next();
      if (next.done === true) throw new Error(`cannot run graphite-web (${REMEDY}):\n${lastWords}`);
      parts.push(next.value);
      available += next.value.length;
    }
    const all = Buffer.concat(parts);
    buffered = all.subarray(bytes);
    return all.subarray(0, bytes);
  };
  for (;;) {
    const length = (await take(4)).readUInt32LE();
    const header: FrameHeader = JSON.parse((await take(length)).toString());
    const bytes = await take(8 * (header.names?.length ?? 0) * (header.count ?? 0));
    yield { header, values: new Float64Array(Uint8Array.from(bytes).buffer) };
  }
}
