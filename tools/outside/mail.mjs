import { SMTPServer } from 'smtp-server';
import { readMail } from './mime.mjs';

const SIZE_LIMIT_BYTES = 1024 * 1024;

/** A mail server that takes every mail and delivers it to the mailbox only. */
export async function startMailCatcher({ mailbox, host, port }) {
  const refused = new Map();
  let server;
  let bound = port;

  const make = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      size: SIZE_LIMIT_BYTES,
      logger: false,
      onRcptTo({ address }, _session, callback) {
        const status = refused.get(address);
        callback(status ? Object.assign(new Error('not accepted here'), { responseCode: status }) : null);
      },
      onData(stream, { envelope }, callback) {
        const chunks = [];
        stream.on('data', (chunk) => chunks.push(chunk));
        stream.on('end', () => {
          const { subject, text, messageId } = readMail(Buffer.concat(chunks));
          for (const { address } of envelope.rcptTo) {
            mailbox.receive({ channel: 'mail', to: address, from: envelope.mailFrom.address, subject, text, reference: messageId });
          }
          callback(null, 'taken');
        });
      },
    });

  const up = () =>
    new Promise((resolve, reject) => {
      server = make();
      // A client that goes away in the middle is its own affair.
      server.on('error', (error) => (server.server.listening ? undefined : reject(error)));
      server.listen(bound, host, () => {
        bound = server.server.address().port;
        resolve();
      });
    });
  const down = () => new Promise((resolve) => server.close(resolve));

  await up();
  return {
    get url() {
      return `smtp://${host}:${bound}`;
    },
    refuse: (to, status) => void (status === undefined ? refused.delete(to) : refused.set(to, status)),
    up,
    down,
    stop: down,
  };
}
