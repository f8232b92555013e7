import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { fetchSiteZones } from '../api.ts';
import { useLive } from './live-context.ts';
import { usePreferences } from './preferences.ts';

/** The zone of the person's own machine. */
const OWN_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

type SiteZones = ReadonlyMap<string, string>;

export const SiteZonesContext = createContext<SiteZones>(new Map());

/** Zones of the sites that have one of their own, asked for once somebody reads times in them. */
export function useSiteZones(): SiteZones {
  const { preferences } = usePreferences();
  const [zones, setZones] = useState<SiteZones>(new Map());
  useEffect(() => {
    if (preferences.zone !== 'site') return;
    fetchSiteZones().then(setZones, () => undefined);
  }, [preferences.zone]);
  return zones;
}

/** The IANA zone for times of a site. `marked`: each time must tell its zone, because others beside it may have another. */
export function useZoneOf(site?: string): { readonly zone: string; readonly marked: boolean } {
  const { preferences } = usePreferences();
  const { state } = useLive();
  const siteZones = useContext(SiteZonesContext);
  if (preferences.zone === 'own') return { zone: OWN_ZONE, marked: false };
  if (preferences.zone === 'utc') return { zone: 'UTC', marked: false };
  const zone = site === undefined ? undefined : siteZones.get(site);
  return { zone: zone ?? state.status?.zone ?? OWN_ZONE, marked: true };
}
