import type { Node, NodeAPI, NodeMessageInFlow } from 'node-red';
import type { Message } from './message-fields.ts';
import { TelltaleApi, TelltaleError } from './telltale-api.ts';
import { isServerNode } from './telltale-server.ts';

/** What every node that is given messages does with its server: status, errors for the Catch node, one answer a message. */
export interface RequestNodeOptions {
  readonly serverId: string;
  /** Resolves with what to send, one place an output; an empty list sends nothing. */
  readonly answer: (message: Message, api: TelltaleApi) => Promise<readonly (object | null)[]>;
  /** Stands beside the node after it worked. */
  readonly done: string;
}

const LONGEST_STATUS = 20;

/** The server of a node, or `undefined` with the reason beside the node. */
export function apiOf(RED: NodeAPI, node: Node, serverId: string): TelltaleApi | undefined {
  const server = RED.nodes.getNode(serverId);
  if (isServerNode(server) && URL.canParse(server.baseUrl)) {
    return new TelltaleApi({ baseUrl: server.baseUrl, token: server.credentials.token });
  }
  node.status({ fill: 'red', shape: 'ring', text: 'no server' });
  node.error('Choose a server with an address such as http://127.0.0.1:8080');
  return undefined;
}

export function answerMessages(
  RED: NodeAPI,
  node: Node,
  { serverId, answer, done: doneText }: RequestNodeOptions,
): void {
  const api = apiOf(RED, node, serverId);
  if (api === undefined) return;
  node.on('input', (message: NodeMessageInFlow, send, done) => {
    // Catch nodes hear of what failed; nothing of it may reach Node-RED uncaught.
    const work = async (): Promise<void> => {
      try {
        const outputs = await answer({ ...message }, api);
        node.status({ fill: 'green', shape: 'dot', text: doneText });
        if (outputs.length > 0)
          send(outputs.map((output) => (output === null ? null : Object.assign(message, output))));
        done();
      } catch (cause) {
        showFailure(node, cause);
        done(cause instanceof Error ? cause : new Error('failed'));
      }
    };
    void work();
  });
}

export function showFailure(node: Node, cause: unknown): void {
  const text = cause instanceof TelltaleError ? cause.status : 'failed';
  node.status({ fill: 'red', shape: 'ring', text: text.slice(0, LONGEST_STATUS) });
}
