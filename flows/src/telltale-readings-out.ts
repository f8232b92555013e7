import type { Node, NodeAPI, NodeDef } from 'node-red';
import { readingsIn, type Place } from './message-fields.ts';
import { ReadingSender } from './reading-sender.ts';
import { answerMessages, apiOf } from './request-node.ts';

interface ReadingsOutDefinition extends NodeDef, Place {
  readonly server: string;
  readonly metric: string;
}

export default function register(RED: NodeAPI): void {
  function createNode(this: Node, definition: ReadingsOutDefinition): void {
    RED.nodes.createNode(this, definition);
    const api = apiOf(RED, this, definition.server);
    if (api === undefined) return;
    const sender = new ReadingSender(async (rows) => await api.post('/api/v1/readings', rows));
    answerMessages(RED, this, {
      serverId: definition.server,
      answer: async (message) => {
        await sender.send(readingsIn(message, definition));
        return [{}];
      },
      done: 'committed',
    });
  }
  RED.nodes.registerType('telltale-readings-out', createNode);
}
