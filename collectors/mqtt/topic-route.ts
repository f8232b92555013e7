import type { SeriesId } from '../../core/series.ts';
import type { TopicMapping } from './config.ts';
import { parseTopicPattern } from './topic-pattern.ts';

/** What a topic means; found once a topic, then looked up. */
export type TopicRoute =
  | {
      readonly kind: 'reading';
      readonly site: string;
      readonly sensor: string;
      /** Empty when each field of the payload is a metric of its own. */
      readonly metric: string;
      /** Of the payload's single value, once it has been seen. */
      seriesId: SeriesId | undefined;
      /** Of the fields seen so far, where the payload has several. */
      readonly seriesIdByField: Map<string, SeriesId>;
    }
  | { readonly kind: 'alarm'; readonly site: string; readonly sensor: string }
  | { readonly kind: 'tapped'; readonly topic: string }
  | { readonly kind: 'refused'; readonly detail: string };

const MAX_TOPIC_LENGTH = 512;
const BUILT_IN = parseTopicPattern('telltale/{site}/{sensor}/{metric...}');
const BUILT_IN_DOCUMENT = parseTopicPattern('telltale/{site}/{sensor}');
/** The site of topics, and of lines, that name none. */
export const UNNAMED_SITE = 'mqtt';

/** The first mapping that matches, then Telltale's own topics, then a guess from the levels. Pure. */
export function routeOf(topic: string, mappings: readonly TopicMapping[]): TopicRoute {
  if (topic.length > MAX_TOPIC_LENGTH) return { kind: 'refused', detail: 'the topic is too long' };
  if (topic.includes('\0') || topic.includes('\uFFFD'))
    return { kind: 'refused', detail: 'the topic is not plain text' };
  const levels = topic.split('/');
  for (const mapping of mappings) {
    const named = mapping.topic.match(levels);
    if (named !== undefined) return mapped(mapping, named, topic);
  }
  const named = BUILT_IN.match(levels) ?? BUILT_IN_DOCUMENT.match(levels);
  if (named !== undefined) return builtIn(named);
  return guessed(levels);
}

function mapped(mapping: TopicMapping, named: ReadonlyMap<string, string>, topic: string): TopicRoute {
  const site = mapping.site ?? named.get('site') ?? UNNAMED_SITE;
  const sensor = mapping.sensor ?? named.get('sensor') ?? topic;
  if (mapping.kind === 'alarm') return { kind: 'alarm', site, sensor };
  return reading(site, sensor, mapping.metric ?? named.get('metric') ?? '');
}

function builtIn(named: ReadonlyMap<string, string>): TopicRoute {
  const site = named.get('site') ?? '';
  const sensor = named.get('sensor') ?? '';
  const metric = named.get('metric') ?? '';
  if (site === '' || sensor === '') return { kind: 'refused', detail: 'site and sensor must not be empty' };
  return metric === 'alarm' ? { kind: 'alarm', site, sensor } : reading(site, sensor, metric);
}

function guessed(levels: readonly string[]): TopicRoute {
  if (levels.length === 1) return reading(UNNAMED_SITE, levels[0] ?? '', '');
  return reading(UNNAMED_SITE, levels.slice(0, -1).join('/'), levels.at(-1) ?? '');
}

function reading(site: string, sensor: string, metric: string): TopicRoute {
  return { kind: 'reading', site, sensor, metric, seriesId: undefined, seriesIdByField: new Map() };
}
