import { DEMO_SITE } from '../../core/event.ts';
import type { CollectorContext } from '../../core/ports/collector.ts';
import { MAX_NAME_LENGTH } from '../formats/name-length.ts';
import type { BleConfig, GatewayConfig } from './config.ts';
import { readGatewayPayload } from './gateway-payload.ts';
import type { Place, Recorder } from './recorder.ts';
import { topicWildcards } from './topic-wildcards.ts';

/** Taps the topics of all gateways; the returned function ends that. */
export function listenToGateways(config: BleConfig, context: CollectorContext, recorder: Recorder): () => void {
  const untaps = config.gateways.map((gateway) =>
    context.messageTap.tap(gateway.topic, (topic, payload) => {
      receive(topic, payload, placeOf(gateway, topic, config.site), context, recorder);
    }),
  );
  return () => {
    for (const untap of untaps) untap();
  };
}

function receive(
  topic: string,
  payload: Buffer,
  place: Place | undefined,
  { sink }: CollectorContext,
  recorder: Recorder,
): void {
  if (place === undefined) return sink.reject('bad-topic', topic.slice(0, MAX_NAME_LENGTH));
  const { sightings, refusals } = readGatewayPayload(payload);
  for (const { reason, detail } of refusals) sink.reject(reason, detail);
  void recorder.recordSightings(place, sightings);
}

/** `undefined` when the topic gives no usable site or gateway; the demonstration's site is nobody else's. */
function placeOf(gateway: GatewayConfig, topic: string, defaultSite: string): Place | undefined {
  const wildcards = [...topicWildcards(gateway.topic, topic)];
  const site = gateway.site ?? wildcards.shift() ?? defaultSite;
  const gatewayName = gateway.gateway ?? wildcards.shift();
  if (!isName(site) || site === DEMO_SITE) return undefined;
  if (gatewayName === undefined) return { site };
  return isName(gatewayName) ? { site, gateway: gatewayName } : undefined;
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= MAX_NAME_LENGTH;
}
