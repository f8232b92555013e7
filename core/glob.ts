const ANY_RUN = '*';
const ANY_ONE = '?';

/**
 * Whether the whole text is as the pattern says: `*` stands for any characters or none, `?` for one. Walks back to the latest
 * star only, so the work is at most the product of both lengths, whatever the pattern.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0;
  let starAt = -1;
  let textAtStar = 0;
  for (let index = 0; index < text.length;) {
    if (pattern[at] === ANY_RUN) {
      starAt = at;
      textAtStar = index;
      at += 1;
    } else if (pattern[at] === ANY_ONE || pattern[at] === text[index]) {
      at += 1;
      index += 1;
    } else if (starAt >= 0) {
      textAtStar += 1;
      index = textAtStar;
      at = starAt + 1;
    } else {
      return false;
    }
  }
  while (pattern[at] === ANY_RUN) at += 1;
  return at === pattern.length;
}
