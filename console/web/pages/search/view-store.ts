import type { SearchQuery } from '../../api.ts';

export interface SavedView {
  readonly name: string;
  readonly query: SearchQuery;
}

const MOST_VIEWS = 30;

function keyOf(person: string): string {
  return `telltale.views.${person}`;
}

/** What stands in local storage may be anything. */
export function readViews(person: string): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isView).slice(0, MOST_VIEWS) : [];
  } catch {
    return [];
  }
}

export function writeViews(person: string, views: readonly SavedView[]): void {
  localStorage.setItem(keyOf(person), JSON.stringify(views.slice(-MOST_VIEWS)));
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('query' in value)) return false;
  const { name, query } = value;
  if (typeof name !== 'string' || typeof query !== 'object' || query === null) return false;
  return Object.values(query).every((each) => typeof each === 'string');
}
