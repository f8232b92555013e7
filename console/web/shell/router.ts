import { useEffect, useState } from 'preact/hooks';

/** Where the page is: `#/<path>/<segment>…?<query>`. Behind the `#`, so that a link works however the page is served. */
export interface Route {
  readonly path: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

export function parseRoute(hash: string): Route {
  const [address = '', search = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [path = '', ...segments] = address.split('/').map(decoded);
  return { path, segments: segments.filter((segment) => segment !== ''), query: new URLSearchParams(search) };
}

/** The address of a page, ready for a link. */
export function hrefOf(
  path: string,
  segments: readonly string[] = [],
  query: Readonly<Record<string, string>> = {},
): string {
  const address = [path, ...segments].map(encodeURIComponent).join('/');
  const search = new URLSearchParams(query).toString();
  return `#/${address}${search === '' ? '' : `?${search}`}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const REPLACED = 'telltale:route-replaced';

export function goTo(href: string): void {
  location.hash = href;
}

/** What is shown stands in the address, without an entry in the browser's history for each glance. */
export function replaceRoute(href: string): void {
  if (href === location.hash) return;
  history.replaceState(null, '', href);
  window.dispatchEvent(new Event(REPLACED));
}

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    window.addEventListener('hashchange', follow);
    window.addEventListener(REPLACED, follow);
    return () => {
      window.removeEventListener('hashchange', follow);
      window.removeEventListener(REPLACED, follow);
    };
  }, []);
  return parseRoute(hash);
}
