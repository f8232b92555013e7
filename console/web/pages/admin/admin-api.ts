import type {
  LinkView,
  PersonView,
  SettingsCheckView,
  SettingsVersionView,
  SettingsView,
  SiteEntryView,
} from '../../../server/administration-schemas.ts';
import type { SeriesView } from '../../../server/api-schemas.ts';
import type { ThresholdPreviewView } from '../../../server/threshold-routes.ts';
import { ask, askForNothing } from '../../api.ts';

export const admin = {
  people: async () => await ask<PersonView[]>('/api/v1/people', {}),
  addPerson: async (person: Pick<PersonView, 'name' | 'role' | 'sites'>) =>
    await ask<LinkView>('/api/v1/people', jsonOf('POST', person)),
  changePerson: async (name: string, change: Partial<Pick<PersonView, 'role' | 'sites' | 'disabled'>>) =>
    await ask<PersonView>(`/api/v1/people/${encodeURIComponent(name)}`, jsonOf('PATCH', change)),
  resetPerson: async (name: string) =>
    await ask<LinkView>(`/api/v1/people/${encodeURIComponent(name)}/link`, { method: 'POST' }),
  testChannel: async (kind: string) =>
    await askForNothing(`/api/v1/channels/${encodeURIComponent(kind)}/test`, { method: 'POST' }),
  series: async () => await ask<SeriesView[]>('/api/v1/series?limit=10000', {}),
  previewThresholds: async (asked: object) =>
    await ask<ThresholdPreviewView>('/api/v1/thresholds/preview', jsonOf('POST', asked)),
  sites: async () => await ask<SiteEntryView[]>('/api/v1/sites', {}),
  settings: async () => await ask<SettingsView>('/api/v1/settings', {}),
  checkSettings: async (text: string) =>
    await ask<SettingsCheckView>('/api/v1/settings/check', jsonOf('POST', { text })),
  applySettings: async (text: string, basedOn: string) =>
    await ask<SettingsCheckView>('/api/v1/settings', jsonOf('PUT', { text, basedOn })),
  versions: async () => await ask<SettingsVersionView[]>('/api/v1/settings/versions', {}),
  restore: async (id: string, basedOn: string) =>
    await ask<SettingsCheckView>(
      `/api/v1/settings/versions/${encodeURIComponent(id)}/restore`,
      jsonOf('POST', { basedOn }),
    ),
};

function jsonOf(method: string, body: object): RequestInit {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
