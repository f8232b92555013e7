import { z } from 'zod';

const ATTEMPTS = 60;
const PAUSE_MILLIS = 500;

const answer = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});

/** How many samples of the last hour a store answers with, once it shows as many as expected or has had half a minute. */
export async function storedSamples(url: string, metric: string, expected: number): Promise<number> {
  const query = new URLSearchParams({ query: `sum(count_over_time(${metric}[1h]))` }).toString();
  let samples = 0;
  for (let attempt = 0; attempt < ATTEMPTS && samples < expected; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    const { data } = answer.parse(await (await fetch(`${url}/api/v1/query?${query}`)).json());
    samples = Number(data.result[0]?.value[1] ?? 0);
  }
  return samples;
}
