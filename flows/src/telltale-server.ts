import type { Node, NodeAPI, NodeDef } from 'node-red';

interface ServerDefinition extends NodeDef {
  readonly baseUrl: string;
}

interface ServerCredentials {
  readonly token?: string;
}

/** Where Telltale answers, and the token it asks for: shared by the nodes that talk to it. */
interface ServerNode extends Node<ServerCredentials> {
  baseUrl: string;
}

/** Node-RED gives null for a node that is not there, whatever its types say. */
export function isServerNode(node: Node | null): node is ServerNode {
  return node?.type === 'telltale-server';
}

export default function register(RED: NodeAPI): void {
  function createServerNode(this: ServerNode, definition: ServerDefinition): void {
    RED.nodes.createNode(this, definition);
    this.baseUrl = definition.baseUrl;
  }
  RED.nodes.registerType<ServerNode, ServerDefinition, object, ServerCredentials>('telltale-server', createServerNode, {
    credentials: { token: { type: 'password' } },
  });
}
