/** Resolves with what `look` finds once it is neither undefined nor false; rejects with `what` after the time. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  timeoutMillis = 30_000,
  everyMillis = 10,
): Promise<T> {
  const deadline = performance.now() + timeoutMillis;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMillis} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMillis));
  }
}
