import { Failure } from '../../core/failure.ts';

/** Rejects with a `Failure` when `work` takes longer; what it still does afterwards is nobody's concern. */
export async function within<Result>(seconds: number, what: string, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tookTooLong(seconds, what)), seconds * 1000);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function tookTooLong(seconds: number, what: string): Failure {
  return new Failure(`${what} took longer than ${seconds} s`, {
    reason: 'timeout',
    retryable: true,
    remedy: 'bring the device closer to the adapter, wear it or wake it up',
  });
}
