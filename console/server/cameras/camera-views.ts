import { matchesGlob } from '../../../core/glob.ts';
import type { CameraView } from '../../../core/ports/site-facts.ts';

export interface Camera {
  readonly stillUrl: URL | undefined;
  readonly streamUrl: string | undefined;
}

/** The camera that looks at a sensor: the first that matches. */
export function cameraOf(views: readonly CameraView[], site: string, sensor: string): Camera {
  const view = views.find(({ match }) => matchesGlob(match.site, site) && matchesGlob(match.sensor, sensor));
  const stillUrl = view?.stillUrl === undefined ? undefined : filled(view.stillUrl, site, sensor);
  const streamUrl = view?.streamUrl === undefined ? undefined : filled(view.streamUrl, site, sensor);
  return { stillUrl, streamUrl: streamUrl?.href };
}

/**
 * The template with the names put in, or nothing where that would ask anything but what the template names: another
 * host, or a path that climbs. Names come from devices, and may be anything.
 */
function filled(template: string, site: string, sensor: string): URL | undefined {
  if (isClimbing(site) || isClimbing(sensor)) return undefined;
  const put = (name: string): string => encodeURIComponent(Buffer.from(name).toString());
  const text = template.replaceAll('{site}', () => put(site)).replaceAll('{sensor}', () => put(sensor));
  const bare = template.replaceAll(/\{site\}|\{sensor\}/g, 'x');
  if (!URL.canParse(text) || !URL.canParse(bare)) return undefined;
  const [url, named] = [new URL(text), new URL(bare)];
  return url.host === named.host && url.protocol === named.protocol ? url : undefined;
}

function isClimbing(name: string): boolean {
  return name === '.' || name === '..';
}
