import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { FixedClock } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { startPaymentProvider, type PaymentProviderSimulator } from '../../../tools/outside/payment.mjs';
import { DomainRegistrationConfig } from '../src/config.js';
import { HttpPaymentProvider } from '../src/payment/provider.js';
import { verify, type Signed } from '../src/payment/signature.js';

const KEY = 'a key of the payment provider';

interface Heard {
  headers: Partial<Signed>;
  body: unknown;
}

describe('the payment provider', () => {
  const clock = new FixedClock('2026-11-25T02:00:00Z');
  const heard: Heard[] = [];
  let answers: number[] = [];
  let merchant: http.Server;
  let provider: PaymentProviderSimulator;

  beforeAll(async () => {
    merchant = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        heard.push({ headers: request.headers as Partial<Signed>, body: JSON.parse(Buffer.concat(chunks).toString()) });
        response.writeHead(answers.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => merchant.listen(0, '127.0.0.1', resolve));
    provider = await startPaymentProvider({ key: KEY, retryMs: [0, 10], now: () => clock.now() });
  });
  afterAll(async () => {
    await provider.stop();
    await new Promise((resolve) => merchant.close(resolve));
  });
  beforeEach(() => heard.splice(0));

  const speaking = (key = KEY, url = provider.url) => {
    const paymentCallbackUrl = `http://127.0.0.1:${(merchant.address() as AddressInfo).port}/payments/callback`;
    return new HttpPaymentProvider(Object.assign(new DomainRegistrationConfig(), { paymentUrl: url, paymentKey: key, paymentCallbackUrl }), clock);
  };
  const order = (id: string) => ({ id, amountFen: 20_000, subject: '<b>示例局.政务</b> 1年' });

  it('shows a page to pay at, the same one when it is asked twice', async () => {
    const url = await speaking().announce(order('A-1'));
    expect(await speaking().announce(order('A-1'))).toBe(url);
    const page = await (await fetch(url)).text();
    expect(page).toContain('¥ 200.00');
    expect(page).not.toContain('<b>示例局');
  });

  it('tells of a payment until it is heard, each time signed and with the same transaction', async () => {
    answers = [500, 503, 200];
    await speaking().announce(order('A-2'));
    await fetch(`${provider.url}/orders/A-2/pay`, { method: 'POST' });
    await eventually(() => expect(heard).toHaveLength(3));
    const { transaction } = provider.orders.get('A-2')!;
    for (const { headers, body } of heard) {
      expect(body).toEqual({ transaction, order: 'A-2', amountFen: 20_000 });
      expect(verify(KEY, headers, 'POST /payments/callback', body, clock.now())).toBe('good');
    }
    expect(new Set(heard.map(({ headers }) => headers['x-nonce'])).size).toBe(3);
  });

  it('takes the money once', async () => {
    await speaking().announce(order('A-3'));
    const pay = async () => (await (await fetch(`${provider.url}/orders/A-3/pay`, { method: 'POST' })).json()) as { transaction: string };
    expect((await pay()).transaction).toBe((await pay()).transaction);
  });

  it('tells what became of an order, and of none that it does not know', async () => {
    await speaking().announce(order('A-4'));
    expect(await speaking().look('A-4')).toEqual({ order: 'A-4', state: 'OPEN', amountFen: 20_000 });
    await fetch(`${provider.url}/orders/A-4/pay`, { method: 'POST' });
    expect(await speaking().look('A-4')).toMatchObject({ state: 'PAID', transaction: provider.orders.get('A-4')!.transaction });
    expect(await speaking().look('A-5')).toBeUndefined();
  });

  it.each([
    ['is asked with another key', () => speaking('another key of the provider')],
    ['is away', () => speaking(KEY, 'http://127.0.0.1:1')],
    ['is not configured', () => speaking('', '')],
  ])('is unavailable to us when it %s', async (_, who) => {
    await expect(who().announce(order('A-6'))).rejects.toMatchObject({ status: 503, code: 'unavailable' });
    expect(provider.orders.has('A-6')).toBe(false);
  });

  it('does not change the amount of an order that it knows', async () => {
    await speaking().announce(order('A-7'));
    await expect(speaking().announce({ ...order('A-7'), amountFen: 1 })).rejects.toMatchObject({ status: 503 });
    expect(provider.orders.get('A-7')).toMatchObject({ amountFen: 20_000 });
  });
});
