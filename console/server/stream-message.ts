/** One server-sent event. JSON has no raw line breaks, so the data is always one line. */
export function streamMessage(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
