const ROWS_BEYOND = 6;

/** Which rows of a long list are in sight, with a few beyond on both sides. */
export function rowsInSight(
  count: number,
  rowHeight: number,
  scrollTop: number,
  viewHeight: number,
): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - ROWS_BEYOND);
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + ROWS_BEYOND);
  return { first: Math.min(first, end), end };
}

/** Where to scroll so that a row is in sight; where it is already, nowhere. */
export function scrollToShow(row: number, rowHeight: number, scrollTop: number, viewHeight: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewHeight);
}
