import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../../app/package-root.ts';

const SOURCE = join(PACKAGE_ROOT, 'bench/support/detection/trio.c');

/** CPU nanoseconds a reading. */
export interface CFigures {
  readonly best: number;
  readonly median: number;
}

/** The same arithmetic as a C program, made with the compiler of this machine. */
export class CLimit {
  readonly #folder = mkdtempSync(join(tmpdir(), 'telltale-trio-'));

  /** Undefined where there is no `cc`. */
  static compile(): CLimit | undefined {
    const limit = new CLimit();
    try {
      execFileSync('cc', ['-O3', '-march=native', '-o', limit.#program, SOURCE, '-lm'], { stdio: 'ignore' });
      return limit;
    } catch {
      limit.remove();
      return undefined;
    }
  }

  get #program(): string {
    return join(this.#folder, 'trio');
  }

  run(series: number, rounds: number, stepMillis: number, order: 'random' | 'slot'): CFigures {
    const args = [series, rounds, stepMillis, order].map(String);
    const { best, median }: CFigures = JSON.parse(execFileSync(this.#program, args, { encoding: 'utf8' }));
    return { best, median };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
