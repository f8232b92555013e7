import type { Node, NodeAPI, NodeDef } from 'node-red';
import { signalIn, type Place } from './message-fields.ts';
import { answerMessages } from './request-node.ts';

interface SignalDefinition extends Omit<NodeDef, 'type'>, Place {
  readonly type: string;
  readonly server: string;
  /** What happened; `type` is Node-RED's own word for the kind of node. */
  readonly signalType: string;
  readonly signalClass: string;
}

export default function register(RED: NodeAPI): void {
  function createNode(this: Node, definition: SignalDefinition): void {
    RED.nodes.createNode(this, definition);
    const { site, sensor, signalType, signalClass } = definition;
    answerMessages(RED, this, {
      serverId: definition.server,
      answer: async (message, api) => {
        await api.post('/api/v1/signals', [signalIn(message, { site, sensor, type: signalType, class: signalClass })]);
        return [{}];
      },
      done: 'recorded',
    });
  }
  RED.nodes.registerType('telltale-signal', createNode);
}
