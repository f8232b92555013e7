import type { Node, NodeAPI, NodeDef } from 'node-red';
import { actionIn } from './message-fields.ts';
import { answerMessages } from './request-node.ts';

interface ActionDefinition extends NodeDef {
  readonly server: string;
  readonly action: string;
  readonly disposition: string;
  readonly reason: string;
}

export default function register(RED: NodeAPI): void {
  function createNode(this: Node, definition: ActionDefinition): void {
    RED.nodes.createNode(this, definition);
    answerMessages(RED, this, {
      serverId: definition.server,
      answer: async (message, api) => {
        const { eventId, body } = actionIn(message, definition);
        return [{ payload: await api.post(`/api/v1/events/${encodeURIComponent(eventId)}/actions`, body) }];
      },
      done: 'done',
    });
  }
  RED.nodes.registerType('telltale-action', createNode);
}
