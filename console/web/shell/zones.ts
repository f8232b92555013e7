import { useLive } from './live-context.ts';
import { usePreferences } from './preferences.ts';
import { useSiteNames } from './site-names.ts';

/** The zone of the person's own machine. */
const OWN_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The IANA zone for times of a site. `marked`: each time must tell its zone, because others beside it may have another. */
export function useZoneOf(site?: string): { readonly zone: string; readonly marked: boolean } {
  const { preferences } = usePreferences();
  const { state } = useLive();
  const names = useSiteNames();
  if (preferences.zone === 'own') return { zone: OWN_ZONE, marked: false };
  if (preferences.zone === 'utc') return { zone: 'UTC', marked: false };
  const zone = site === undefined ? undefined : names.get(site)?.timeZone;
  return { zone: zone ?? state.status?.zone ?? OWN_ZONE, marked: true };
}
