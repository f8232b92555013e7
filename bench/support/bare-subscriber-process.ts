import { connect } from 'mqtt';

/** What Telltale is compared with: the plain `mqtt` client that counts messages and does nothing with them. */
const [port = '1883', qos = '0'] = process.argv.slice(2);
let count = 0;
let wanted = Number.POSITIVE_INFINITY;

const client = connect(`mqtt://127.0.0.1:${port}`, { clientId: 'bare', clean: true, protocolVersion: 4 });
client.on('connect', () => {
  client.subscribe('telltale/#', { qos: qos === '1' ? 1 : 0 }, () => process.send?.('ready'));
});
client.on('message', () => {
  count += 1;
  if (count === wanted) process.send?.('done');
});
process.on('message', (messages: number) => {
  count = 0;
  wanted = messages;
});
