import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerEnvelope, type SMTPServerOptions } from 'smtp-server';
import { freePort } from './free-port.ts';

interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly parsed: Email;
}

export interface RunningSmtpServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** Resolves when that many mails have come in since the start. */
  received(count: number): Promise<readonly ReceivedMail[]>;
  stop(): Promise<void>;
}

export interface SmtpServerBehaviour {
  /** The reply to a recipient; nothing accepts it. */
  readonly replyToRecipient?: (address: string) => { readonly code: number; readonly text: string } | undefined;
  /** Demands exactly these credentials. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** A loopback address; 127.0.0.1 where none is given. */
  readonly host?: string;
  /** Accepts the connection and never says a word. */
  readonly silent?: boolean;
}

/** A real SMTP server that keeps what it gets. Without TLS: the certificates of tests are nobody's. */
export async function startSmtpServer(behaviour: SmtpServerBehaviour = {}): Promise<RunningSmtpServer> {
  const mails: ReceivedMail[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const keep = (mail: ReceivedMail): void => {
    mails.push(mail);
    for (const { count, resolve } of waiting) if (mails.length >= count) resolve();
  };
  const server = new SMTPServer(serverOptions(behaviour, keep));
  const port = await freePort();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, behaviour.host ?? '127.0.0.1', resolve);
  });
  server.on('error', () => undefined);
  return {
    port,
    mails,
    received: async (count) => {
      if (mails.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return mails;
    },
    stop: async () => new Promise((resolve) => server.close(resolve)),
  };
}

function serverOptions(behaviour: SmtpServerBehaviour, keep: (mail: ReceivedMail) => void): SMTPServerOptions {
  const { credentials, replyToRecipient, silent } = behaviour;
  return {
    disabledCommands: credentials === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: credentials === undefined,
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onConnect: (_session, done) => {
      if (silent !== true) done();
    },
    onAuth: ({ username, password }, _session, done) => {
      const known = username === credentials?.user && password === credentials?.password;
      done(known ? null : smtpError(535, 'bad credentials'), { user: username });
    },
    onRcptTo: ({ address }, _session, done) => {
      const reply = replyToRecipient?.(address);
      done(reply === undefined ? null : smtpError(reply.code, reply.text));
    },
    onData: (stream, { envelope }, done) => void accept(stream, envelope, keep, done),
  };
}

async function accept(
  stream: Readable,
  envelope: SMTPServerEnvelope,
  keep: (mail: ReceivedMail) => void,
  done: () => void,
): Promise<void> {
  keep(await receive(stream, envelope));
  done();
}

async function receive(stream: Readable, { mailFrom, rcptTo }: SMTPServerEnvelope): Promise<ReceivedMail> {
  const raw = await buffer(stream);
  return {
    from: mailFrom === false ? '' : mailFrom.address,
    to: rcptTo.map(({ address }) => address),
    raw: raw.toString(),
    parsed: await PostalMime.parse(raw),
  };
}

function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
