/** Runs `task` once after `delayMillis` unless the returned function is called first. */
export type StartTimer = (task: () => void, delayMillis: number) => () => void;

/** Node's own; it does not keep the process alive. */
export const startSystemTimer: StartTimer = (task, delayMillis) => {
  const timer = setTimeout(task, delayMillis).unref();
  return () => clearTimeout(timer);
};
