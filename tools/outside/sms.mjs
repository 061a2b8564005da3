import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { aliyun } from './aliyun.mjs';
import { tencent } from './tencent.mjs';

const BODY_LIMIT_BYTES = 64 * 1024;

/**
 * Two providers of text messages behind one port, told apart by their headers. Each speaks its real protocol as far as
 * sending goes, and checks key, signature, time, signature of the sender, template and number as the real one does.
 */
export async function startSmsProviders({ mailbox, host, port, keys, signature, templates }) {
  const faults = new Map();
  const providers = { aliyun: aliyun(keys.aliyun), tencent: tencent(keys.tencent) };

  const server = http.createServer((request, response) => {
    answer(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error.message));
    });
  });

  async function answer(request, response) {
    const name = 'x-acs-action' in request.headers ? 'aliyun' : 'x-tc-action' in request.headers ? 'tencent' : undefined;
    if (!name) return void response.writeHead(404).end();
    const body = await bodyOf(request);
    const fault = faults.get(name);
    // Nothing is answered until the sender gives up.
    if (fault?.hang) return;
    if (fault?.status) return void response.writeHead(fault.status).end();
    const provider = providers[name];
    const requestId = randomUUID();
    const { status, document, message } = fault?.code
      ? provider.fail(fault.code, requestId)
      : provider.send({ request, body, requestId, signature, templates: await templates() });
    if (message) mailbox.receive({ channel: 'sms', from: name, ...message });
    response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' });
    response.end(JSON.stringify(document));
  }

  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host}:${server.address().port}`,
    fault: (name, fault) => void (fault ? faults.set(name, fault) : faults.delete(name)),
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) throw new Error('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
