import type { Node, NodeAPI, NodeDef, NodeMessage } from 'node-red';
import { LatestChanges } from './latest-changes.ts';
import { apiOf, showFailure } from './request-node.ts';
import { isMeant, listSeries, type SeriesFilter, type SeriesState } from './series-list.ts';

interface ReadingsInDefinition extends NodeDef, SeriesFilter {
  readonly server: string;
  readonly intervalSeconds: number | string;
}

const LEAST_SECONDS = 1;
const USUAL_SECONDS = 10;

export default function register(RED: NodeAPI): void {
  function createNode(this: Node, definition: ReadingsInDefinition): void {
    RED.nodes.createNode(this, definition);
    const api = apiOf(RED, this, definition.server);
    if (api === undefined) return;
    const changes = new LatestChanges();
    let stopped = false;
    let complained = '';
    let timer: NodeJS.Timeout | undefined;
    const look = async (): Promise<void> => {
      try {
        const meant = (await listSeries(api)).filter((series) => isMeant(series, definition));
        if (stopped) return;
        for (const series of changes.changesIn(meant)) this.send(messageOf(series));
        this.status({ fill: 'green', shape: 'dot', text: `${meant.length} series` });
        complained = '';
      } catch (cause) {
        if (stopped) return;
        showFailure(this, cause);
        const complaint = cause instanceof Error ? cause.message : 'failed';
        if (complaint !== complained) this.warn(complaint);
        complained = complaint;
      }
      timer = setTimeout(() => void look(), intervalMillis(definition));
    };
    void look();
    this.on('close', (done: () => void) => {
      stopped = true;
      clearTimeout(timer);
      done();
    });
  }
  RED.nodes.registerType('telltale-readings-in', createNode);
}

function intervalMillis({ intervalSeconds }: ReadingsInDefinition): number {
  const seconds = Number(intervalSeconds);
  return 1000 * (seconds > 0 ? Math.max(seconds, LEAST_SECONDS) : USUAL_SECONDS);
}

interface ReadingMessage extends NodeMessage, SeriesFilter {
  readonly time: string | undefined;
  readonly unit: string | undefined;
}

function messageOf({ site, sensor, metric, unit, latest }: SeriesState): ReadingMessage {
  return { topic: `${site}/${sensor}/${metric}`, payload: latest?.value, time: latest?.at, site, sensor, metric, unit };
}
