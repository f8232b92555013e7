import type { Node, NodeAPI, NodeDef } from 'node-red';
import { ExpectedBands } from './expected-band.ts';
import { readingsIn, type Place } from './message-fields.ts';
import { answerMessages, apiOf } from './request-node.ts';

interface DetectDefinition extends NodeDef, Place {
  readonly server: string;
  readonly metric: string;
}

export default function register(RED: NodeAPI): void {
  function createNode(this: Node, definition: DetectDefinition): void {
    RED.nodes.createNode(this, definition);
    const api = apiOf(RED, this, definition.server);
    if (api === undefined) return;
    const bands = new ExpectedBands(api);
    answerMessages(RED, this, {
      serverId: definition.server,
      answer: async (message) => {
        const [reading] = readingsIn(message, definition);
        if (reading === undefined) return [];
        const verdict = await bands.judge(reading, reading.value);
        return verdict.unusual ? [null, verdict] : [verdict, null];
      },
      done: 'judged',
    });
  }
  RED.nodes.registerType('telltale-detect', createNode);
}
