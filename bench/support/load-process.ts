import { publishLoad, type LoadOptions } from './load.ts';

/** A publisher of its own, so that its CPU time is nobody else's: told what to send, answers when it is sent. */
process.on('message', (options: LoadOptions) => {
  void publishLoad(options).then(() => process.send?.('sent'));
});
