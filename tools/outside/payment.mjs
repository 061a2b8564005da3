import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import { pathToFileURL } from 'node:url';
import canonicalize from 'canonicalize';

const FRESH_SECONDS = 300;
const RETRY_MS = [0, 250, 1000, 5000, 15_000, 60_000];

/**
 * A payment provider: takes orders, shows a page to pay at, and tells the merchant of every payment until it answers 2xx.
 * Every message is signed with HMAC-SHA256 over timestamp, nonce, method and path, and the canonical JSON of the body.
 * The protocol is in apps/domain-registration/README.md. By itself:
 * `PORT=1027 MERCHANT_KEY=… CALLBACK_URL=http://…/payments/callback node tools/outside/payment.mjs`
 */
export async function startPaymentProvider({ host = '127.0.0.1', port = 0, key, retryMs = RETRY_MS, callbackUrl, now = () => new Date() }) {
  const orders = new Map();
  const notices = new Set();
  let silent = false;
  let stopped = false;

  const server = http.createServer((request, response) => {
    answer(request)
      .catch((error) => ({ status: error.status ?? 500, body: { error: error.message } }))
      .then(({ status = 200, body, html }) => {
        response.writeHead(status, { 'content-type': html ? 'text/html; charset=utf-8' : 'application/json' });
        response.end(html ?? JSON.stringify(body));
      });
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const url = `http://${host}:${server.address().port}`;

  async function answer(request) {
    const { pathname } = new URL(request.url, url);
    const body = request.method === 'POST' ? await read(request) : undefined;
    const [, place, id, act] = pathname.split('/');
    if (place === 'pay' && request.method === 'GET') return { html: payPage(known(id)) };
    if (place === 'pay' && act === 'confirm') return { html: paidPage(pay(known(id))) };
    if (place !== 'orders') throw fault(404, 'nothing here');
    if (request.method === 'POST' && act === 'pay') return { body: pay(known(id)) };
    verify(request, body);
    if (request.method === 'GET') return { body: view(known(id)) };
    return { status: 201, body: take(body) };
  }

  function take({ merchant, order, amountFen, subject, notifyUrl = callbackUrl } = {}) {
    if (!order || !Number.isInteger(amountFen) || !notifyUrl) throw fault(422, 'order, amountFen and notifyUrl are needed');
    const earlier = orders.get(order);
    if (earlier && earlier.amountFen !== amountFen) throw fault(409, 'the order is known with another amount');
    const kept = earlier ?? { merchant, order, amountFen, subject, notifyUrl, state: 'OPEN' };
    orders.set(order, kept);
    return { order, payUrl: `${url}/pay/${order}` };
  }

  function pay(order) {
    if (order.state === 'OPEN') {
      Object.assign(order, { state: 'PAID', transaction: `T${now().getTime()}${randomUUID().slice(0, 8)}` });
      if (!silent) notify(order, 0);
    }
    return view(order);
  }

  function notify(order, attempt) {
    const work = (async () => {
      await new Promise((resolve) => setTimeout(resolve, retryMs[Math.min(attempt, retryMs.length - 1)]).unref());
      if (stopped) return;
      const { transaction, amountFen, notifyUrl } = order;
      const body = { transaction, order: order.order, amountFen };
      // What is signed is the merchant's own path, wherever a gateway has put it.
      const headers = { 'content-type': 'application/json', ...signed(key, 'POST /payments/callback', body, now()) };
      const told = await fetch(notifyUrl, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(5000) }).catch(() => undefined);
      if (!told?.ok) notify(order, attempt + 1);
    })().finally(() => notices.delete(work));
    notices.add(work);
  }

  function known(id) {
    const order = orders.get(id);
    if (!order) throw fault(404, 'no such order');
    return order;
  }

  function verify(request, body) {
    const { 'x-timestamp': timestamp = '', 'x-nonce': nonce = '', 'x-signature': signature = '' } = request.headers;
    const right = Buffer.from(signature_(key, timestamp, nonce, `${request.method} ${request.url}`, body), 'hex');
    const given = Buffer.from(signature, 'hex');
    const fresh = Math.abs(now().getTime() / 1000 - Number(timestamp)) <= FRESH_SECONDS;
    if (given.length !== right.length || !timingSafeEqual(given, right) || !fresh) throw fault(401, 'signature');
  }

  return {
    url,
    orders,
    /** Payments are made but nobody is told: the merchant must ask. */
    beSilent: (yes = true) => (silent = yes),
    /** Tells of a payment again, as providers do. */
    repeat: (id) => notify(known(id), 0),
    async stop() {
      stopped = true;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const view = ({ order, state, amountFen, transaction }) => ({ order, state, amountFen, transaction });

const signature_ = (key, timestamp, nonce, target, body) =>
  createHmac('sha256', key).update([timestamp, nonce, target, canonicalize(body ?? null)].join('\n')).digest('hex');

/** Headers of a signed message. */
export function signed(key, target, body, at = new Date()) {
  const [timestamp, nonce] = [String(Math.floor(at.getTime() / 1000)), randomUUID()];
  return { 'x-timestamp': timestamp, 'x-nonce': nonce, 'x-signature': signature_(key, timestamp, nonce, target, body) };
}

const fault = (status, message) => Object.assign(new Error(message), { status });

async function read(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 65_536) throw fault(413, 'too large');
  }
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    // The pay page posts a form; nothing in it is needed.
    return undefined;
  }
}

const escape = (text) => String(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const page = (inside) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>在线支付（模拟）</title><style>body{font:16px/1.6 system-ui,"Microsoft YaHei",sans-serif;max-width:28rem;margin:4rem auto;padding:0 1rem;color:#1f2329}
h1{font-size:1.25rem}.sum{font-size:2rem;margin:1rem 0}button{font:inherit;padding:.6rem 2rem;border:0;border-radius:4px;background:#0b57a4;color:#fff}
.note{color:#4e5969;font-size:.875rem}</style>${inside}<p class="note">本页由本机的模拟支付平台提供，不会发生真实扣款。</p></html>`;

const payPage = ({ order, subject, amountFen, state }) =>
  page(`<h1>${escape(subject)}</h1><p class="sum">¥ ${(amountFen / 100).toFixed(2)}</p>${
    state === 'PAID' ? '<p role="status">已支付</p>' : `<form method="post" action="/pay/${escape(order)}/confirm"><button>确认支付</button></form>`
  }`);

const paidPage = ({ amountFen }) => page(`<h1 role="status">支付成功</h1><p class="sum">¥ ${(amountFen / 100).toFixed(2)}</p>`);

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { PORT = '1027', HOST, MERCHANT_KEY, CALLBACK_URL } = process.env;
  if (!MERCHANT_KEY || !CALLBACK_URL) {
    console.error('MERCHANT_KEY and CALLBACK_URL are needed');
    process.exit(2);
  }
  const provider = await startPaymentProvider({ host: HOST, port: Number(PORT), key: MERCHANT_KEY, callbackUrl: CALLBACK_URL });
  console.log(`Payment provider at ${provider.url}, notices to ${CALLBACK_URL}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => provider.stop().then(() => process.exit(0)));
}
