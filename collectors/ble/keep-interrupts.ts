/**
 * Noble, set up on the tick after `begin`, listens for SIGINT and ends the process at once; stopping is Telltale's
 * to decide. Takes off what was added on that tick, and resolves then.
 */
export async function keepInterrupts(begin: () => void): Promise<void> {
  let before: readonly NodeJS.SignalsListener[] = [];
  process.nextTick(() => {
    before = process.listeners('SIGINT');
  });
  begin();
  await new Promise<void>((resolve) => process.nextTick(resolve));
  for (const listener of process.listeners('SIGINT')) {
    if (!before.includes(listener)) process.removeListener('SIGINT', listener);
  }
}
