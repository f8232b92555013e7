import { SeededRandom } from '../../../analytics/test-support/seeded-random.ts';
import { GraphiteWeb } from '../../../test/support/graphite-web.ts';

const STEP_SECONDS = 600;
const START_SECONDS = 1_699_920_000;
const POINTS_A_DAY = 144;
const PAST_POINTS = 7 * POINTS_A_DAY;
const ASKED_POINTS = 21 * POINTS_A_DAY;
const POINTS = PAST_POINTS + ASKED_POINTS;
const VARIATION = 'divideSeries(stdev(m,60),movingAverage(m,60))';
const SHIFT = "divideSeries(absolute(diffSeries(m,timeShift(m,'1d'))),m)";
const WINTERS = 'divideSeries(absolute(holtWintersAberration(m)),m)';

/**
 * graphite-web's own functions over a series of four weeks at ten minutes: what the three ratios of its users' articles cost.
 * A point counts each time it is passed over: of the ratios of variation and shift the three weeks asked for, of Holt-Winters
 * also the week of past that it fetches. Its own CPU time; sending the series there and back is not in it.
 */
export class GraphiteSpeed {
  readonly #graphite: GraphiteWeb;
  readonly #series: { startSeconds: number; stepSeconds: number; values: Float64Array };

  private constructor(graphite: GraphiteWeb) {
    this.#graphite = graphite;
    const random = new SeededRandom(2);
    const values = Float64Array.from({ length: POINTS }, () => 100 + random.uniform() + random.uniform());
    this.#series = { startSeconds: START_SECONDS, stepSeconds: STEP_SECONDS, values };
  }

  /** Undefined where graphite-web is not installed. */
  static async start(): Promise<GraphiteSpeed | undefined> {
    try {
      return new GraphiteSpeed(await GraphiteWeb.start());
    } catch {
      return undefined;
    }
  }

  /** CPU nanoseconds a point, of all three ratios. */
  async nanosPerPoint(): Promise<number> {
    const ratios = (await this.#seconds(VARIATION)) + (await this.#seconds(SHIFT));
    return (ratios / ASKED_POINTS + (await this.#seconds(WINTERS)) / POINTS) * 1e9;
  }

  /** Of the least that the three can be said to be: stdev, timeShift and holtWintersAnalysis alone, without means, ratios or bands. */
  async bareNanosPerPoint(): Promise<number> {
    const bare = (await this.#seconds('stdev(m,60)')) + (await this.#seconds("timeShift(m,'1d')"));
    const { seconds } = await this.#graphite.analyse(this.#series, '1d');
    return (bare / ASKED_POINTS + seconds / POINTS) * 1e9;
  }

  async stop(): Promise<void> {
    await this.#graphite.stop();
  }

  async #seconds(target: string): Promise<number> {
    const fromSeconds = START_SECONDS + PAST_POINTS * STEP_SECONDS;
    const untilSeconds = START_SECONDS + POINTS * STEP_SECONDS;
    return (await this.#graphite.evaluate(target, this.#series, { fromSeconds, untilSeconds })).seconds;
  }
}
