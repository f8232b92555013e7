/** Longer lines are refused: memory stays bounded whatever the file holds. */
export const MAX_LINE_BYTES = 8192;

const NEWLINE = 0x0a;

/** The lines of a byte stream without their newline, in order; `undefined` stands for one that is too long. */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer | undefined> {
  let pending: Buffer = Buffer.alloc(0);
  let isTooLong = false;
  for await (const chunk of chunks) {
    let begin = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, begin)) {
      const line = Buffer.concat([pending, chunk.subarray(begin, end)]);
      yield isTooLong || line.length > MAX_LINE_BYTES ? undefined : line;
      pending = Buffer.alloc(0);
      isTooLong = false;
      begin = end + 1;
    }
    if (isTooLong) continue;
    pending = Buffer.concat([pending, chunk.subarray(begin)]);
    isTooLong = pending.length > MAX_LINE_BYTES;
    if (isTooLong) pending = Buffer.alloc(0);
  }
  if (isTooLong) yield undefined;
  else if (pending.length > 0) yield pending;
}
