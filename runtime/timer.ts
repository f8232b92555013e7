/** Runs `task` once after `delayMillis` unless the returned function is called first. */
export type StartTimer = (task: () => void, delayMillis: number) => () => void;

/** Node's own; it does not keep the process alive. */
export const startSystemTimer: StartTimer = (task, delayMillis) => {
  const timer = setTimeout(task, delayMillis).unref();
  return () => clearTimeout(timer);
};

/** Resolves after `millis`, or as soon as `signal` aborts. */
export async function wait(millis: number, signal: AbortSignal, startTimer: StartTimer): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = startTimer(finish, millis);
    signal.addEventListener('abort', finish);
  });
}
