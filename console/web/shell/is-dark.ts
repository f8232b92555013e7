import { useEffect, useState } from 'preact/hooks';
import { usePreferences } from './preferences.ts';

/** Whether the night theme is in force, chosen or the system's; for what cannot follow a style sheet. */
export function useIsDark(): boolean {
  const { preferences } = usePreferences();
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  const [systemIsDark, setSystemIsDark] = useState(query.matches);
  useEffect(() => {
    const listen = ({ matches }: MediaQueryListEvent): void => setSystemIsDark(matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, []);
  return preferences.theme === 'system' ? systemIsDark : preferences.theme === 'night';
}
