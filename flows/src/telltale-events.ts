import type { Node, NodeAPI, NodeDef, NodeMessage, NodeStatus } from 'node-red';
import type { ChangeKind, EventChange } from './event-changes.ts';
import { EventStream, type StreamState } from './event-stream.ts';
import { isServerNode } from './telltale-server.ts';

interface EventsDefinition extends NodeDef {
  /** Id of a telltale-server node. */
  readonly server: string;
}

export default function register(RED: NodeAPI): void {
  function createEventsNode(this: Node, definition: EventsDefinition): void {
    RED.nodes.createNode(this, definition);
    const server = RED.nodes.getNode(definition.server);
    if (!isServerNode(server) || !URL.canParse(server.baseUrl)) {
      this.status({ fill: 'red', shape: 'ring', text: 'no server' });
      this.error('Choose a server with an address such as http://127.0.0.1:8080');
      return;
    }
    const stream = new EventStream({
      baseUrl: server.baseUrl,
      token: server.credentials.token,
      onChange: (change) => this.send(messageOf(change)),
      onState: (state) => {
        this.status(statusOf(state));
        if (state.state === 'disconnected') this.warn(`Telltale at ${server.baseUrl}: ${state.reason}`);
      },
    });
    stream.start();
    this.on('close', (done: () => void) => void stream.stop().finally(done));
  }
  RED.nodes.registerType('telltale-events', createEventsNode);
}

interface EventMessage extends NodeMessage {
  readonly change: ChangeKind;
}

function messageOf({ kind, event }: EventChange): EventMessage {
  return { topic: `${event.site}/${event.sensor}`, change: kind, payload: event };
}

const LONGEST_STATUS = 20;

function statusOf(state: StreamState): NodeStatus {
  switch (state.state) {
    case 'connecting':
      return { fill: 'yellow', shape: 'ring', text: 'connecting' };
    case 'connected':
      return { fill: 'green', shape: 'dot', text: 'connected' };
    case 'disconnected':
      return { fill: 'red', shape: 'ring', text: state.reason.slice(0, LONGEST_STATUS) };
  }
}
