/** Names that devices could send, each by what it tries. */
export const HOSTILE_TEXTS: readonly (readonly [string, string])[] = [
  ['HTML', '<b>door</i> <script>alert(1)</script> & &lt; "quoted" </b>'],
  ['header injection', 'door\r\nBcc: victim@example.org\r\n\r\nbody'],
  ['direction overrides', 'door \u202Etxt.exe\u2066\u200F'],
  ['a megabyte', 'd<'.repeat(500_000)],
  ['NUL', 'do\0or'],
  ['a lone surrogate', 'door \uD83D and \uDE00'],
  ['emoji', '\u{1F6A8}'.repeat(3000)],
];
