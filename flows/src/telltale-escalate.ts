import type { Node, NodeAPI, NodeDef } from 'node-red';
import { actionIn } from './message-fields.ts';
import { answerMessages } from './request-node.ts';

interface EscalateDefinition extends NodeDef {
  readonly server: string;
  readonly reason: string;
}

export default function register(RED: NodeAPI): void {
  function createNode(this: Node, definition: EscalateDefinition): void {
    RED.nodes.createNode(this, definition);
    const settings = { action: 'escalate', disposition: '', reason: definition.reason };
    answerMessages(RED, this, {
      serverId: definition.server,
      answer: async (message, api) => {
        const { eventId, body } = actionIn(message, settings);
        return [{ payload: await api.post(`/api/v1/events/${encodeURIComponent(eventId)}/actions`, body) }];
      },
      done: 'escalated',
    });
  }
  RED.nodes.registerType('telltale-escalate', createNode);
}
