import type { HouseConfig } from '../config/schema.ts';
import type { CameraSettings, SiteFacts } from '../core/ports/site-facts.ts';

/** What the settings tell of sites, by name. */
export function siteFacts({ sites }: Pick<HouseConfig, 'sites'>): ReadonlyMap<string, SiteFacts> {
  return new Map(
    Object.entries(sites).map(([name, { title, timeZone, planFile, sensors, sensorNames, procedure }]) => [
      name,
      {
        sensors,
        sensorNames,
        ...(title === undefined ? {} : { title }),
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(planFile === undefined ? {} : { planFile }),
        ...(procedure === undefined ? {} : { procedure }),
      },
    ]),
  );
}

export function cameraSettings({ cameras: { networks, views } }: Pick<HouseConfig, 'cameras'>): CameraSettings {
  return {
    networks,
    views: views.map(({ match, stillUrl, streamUrl }) => ({
      match,
      ...(stillUrl === undefined ? {} : { stillUrl }),
      ...(streamUrl === undefined ? {} : { streamUrl }),
    })),
  };
}
