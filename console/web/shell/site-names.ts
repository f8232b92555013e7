import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { SiteNamesView } from '../../server/api-schemas.ts';
import { fetchSiteNames } from '../api.ts';

type SiteNames = ReadonlyMap<string, SiteNamesView>;

export const SiteNamesContext = createContext<SiteNames>(new Map());

/** What the settings call sites and sensors. Asked for again whenever the stream is back: a change of settings ends it. */
export function useSiteNamesOf(isLive: boolean): SiteNames {
  const [names, setNames] = useState<SiteNames>(new Map());
  useEffect(() => {
    if (isLive) fetchSiteNames().then(setNames, () => undefined);
  }, [isLive]);
  return names;
}

export function useSiteNames(): SiteNames {
  return useContext(SiteNamesContext);
}

/** Sensors may be called like anything, `constructor` included. */
export function useSensorName(site: string, sensor: string): string {
  const names = useSiteNames().get(site)?.sensorNames ?? {};
  return (Object.hasOwn(names, sensor) ? names[sensor] : undefined) ?? sensor;
}
