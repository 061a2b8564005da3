import { startOutside, type Outside } from '../../../../tools/outside/index.mjs';
import { SMS, templatesAtProviders, valuesFor, type SmsTemplate } from '../domain/sms.js';
import { Aliyun } from './aliyun.js';
import { NotTaken, Undeliverable, type SmsProvider, type TextMessage } from './ports.js';
import { Smtp } from './smtp.js';
import { Tencent } from './tencent.js';
import { WeightedTextMessages } from './weighted-text-messages.js';

let outside: Outside;
let settings: Record<string, string>;

beforeAll(async () => {
  outside = await startOutside({ portOf: () => 0, secret: (name) => `secret-${name}`, templates: async () => templatesAtProviders() });
  settings = outside.settings.notification!;
});
afterAll(() => outside.stop());
afterEach(() => {
  outside.sms.fault('aliyun', undefined);
  outside.sms.fault('tencent', undefined);
});

const aliyun = (over: object = {}): Aliyun =>
  new Aliyun({
    url: settings.ALIYUN_URL!,
    accessKeyId: settings.ALIYUN_ACCESS_KEY_ID!,
    accessKeySecret: settings.ALIYUN_ACCESS_KEY_SECRET!,
    signature: settings.SMS_SIGNATURE!,
    templates: {},
    timeoutSeconds: 1,
    ...over,
  });

const tencent = (over: object = {}): Tencent =>
  new Tencent({
    url: settings.TENCENT_URL!,
    secretId: settings.TENCENT_SECRET_ID!,
    secretKey: settings.TENCENT_SECRET_KEY!,
    appId: settings.TENCENT_APP_ID!,
    region: 'ap-beijing',
    signature: settings.SMS_SIGNATURE!,
    templates: {},
    timeoutSeconds: 1,
    ...over,
  });

const text = (over: Partial<TextMessage> = {}, template: SmsTemplate = SMS.badgeDeadlineNear): TextMessage => ({
  id: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11',
  mobile: '13953112345',
  template,
  values: valuesFor(SMS.badgeDeadlineNear, { site: "历下区 (a+b)*~!'政府", day: '2026年12月1日', left: '2' }),
  ...over,
});

const received = (mobile: string) => outside.mailbox.list({ to: mobile, channel: 'sms' });

describe.each([
  ['aliyun', aliyun, 'accessKeySecret', 'accessKeyId', 'InvalidAccessKeyId.NotFound', 'SignatureDoesNotMatch'],
  ['tencent', tencent, 'secretKey', 'secretId', 'AuthFailure.SecretIdNotFound', 'AuthFailure.SignatureFailure'],
] as const)('%s', (name, make, secret, key, noSuchKey, wrongSignature) => {
  const mobile = name === 'aliyun' ? '13911110001' : '13911110002';

  it('sends the registered text with its values, under our id', async () => {
    expect(await make().send(text({ mobile }))).not.toBe('');
    expect(received(mobile)).toMatchObject([
      {
        from: name,
        text: "【域名注册管理中心】您单位网站“历下区 (a+b)*~!'政府”的标识尚未加挂，距2026年12月1日截止还有2个工作日，请尽快加挂。",
        reference: text().id,
      },
    ]);
  });

  it('puts every value in its own place, whatever order the values come in', async () => {
    const values = Object.fromEntries(Object.entries(text().values).reverse());
    expect(Object.keys(values)).not.toEqual(Object.keys(text().values));
    const other = name === 'aliyun' ? '13911110008' : '13911110009';
    await make().send(text({ mobile: other, values }));
    expect(received(other)).toMatchObject([{ text: expect.stringContaining('距2026年12月1日截止还有2个工作日') }]);
  });

  it.each([
    ['a wrong secret', { [secret]: 'wrong' }, wrongSignature],
    ['an unknown key', { [key]: 'nobody' }, noSuchKey],
    ['another signature', { signature: '别的中心' }, name === 'aliyun' ? 'isv.SMS_SIGNATURE_ILLEGAL' : 'FailedOperation.SignatureIncorrectOrUnapproved'],
    [
      'a template that is not registered',
      { templates: { 'badge-deadline-near': '1' } },
      name === 'aliyun' ? 'isv.SMS_TEMPLATE_ILLEGAL' : 'FailedOperation.TemplateIncorrectOrUnapproved',
    ],
  ])('is refused with %s', async (_, over, code) => {
    await expect(make(over).send(text())).rejects.toMatchObject({ name: 'NotTaken', code });
  });

  it('is refused without all values', async () => {
    await expect(make().send(text({ values: { site: '网站' } }))).rejects.toThrow(NotTaken);
  });

  it('says for good that a number does not exist', async () => {
    await expect(make().send(text({ mobile: '12345678901' }))).rejects.toThrow(Undeliverable);
  });

  it.each([
    ['in trouble', { code: 'isp.SYSTEM_ERROR' }],
    ['broken', { status: 502 }],
    ['silent', { hang: true as const }],
  ])('may take it later when the provider is %s', async (_, fault) => {
    outside.sms.fault(name, fault);
    await expect(make().send(text())).rejects.toThrow(NotTaken);
  });

  it('may take it later when nobody listens', async () => {
    await expect(make({ url: 'http://127.0.0.1:9' }).send(text())).rejects.toThrow(NotTaken);
  });
});

describe('several providers', () => {
  it('make up for each other', async () => {
    const both = new WeightedTextMessages([
      { provider: aliyun(), weight: 50 },
      { provider: tencent(), weight: 50 },
    ]);
    outside.sms.fault('aliyun', { code: 'isp.SYSTEM_ERROR' });
    for (let n = 0; n < 4; n++) expect((await both.send(text({ id: `message-${n}`, mobile: '13911110003' }))).by).toBe('tencent');
    expect(received('13911110003')).toHaveLength(4);
    outside.sms.fault('tencent', { code: 'InternalError' });
    await expect(both.send(text())).rejects.toMatchObject({ code: expect.stringMatching(/aliyun:isp.SYSTEM_ERROR/) });
  });

  const named = (name: string, send: SmsProvider['send'] = async () => name): SmsProvider => ({ name, send });

  it('share the messages by weight, the same message always the same way', () => {
    const shared = new WeightedTextMessages([
      { provider: named('a'), weight: 75 },
      { provider: named('b'), weight: 25 },
      { provider: named('off'), weight: 0 },
    ]);
    const first = Array.from({ length: 2000 }, (_, n) => shared.order(`id-${n}`)[0]!.name);
    expect(first.filter((name) => name === 'a').length / 2000).toBeCloseTo(0.75, 1);
    expect(first).not.toContain('off');
    expect(shared.order('x')).toEqual(shared.order('x'));
  });

  it('let one rest that failed three times in a row, and try it again later', async () => {
    let now = 0;
    const asked: string[] = [];
    const bad = named('bad', async () => {
      asked.push('bad');
      throw new NotTaken('down');
    });
    const shared = new WeightedTextMessages([{ provider: bad, weight: 1000 }, { provider: named('good'), weight: 1 }], () => now);
    for (let n = 0; n < 3; n++) await shared.send(text({ id: 'message-0' }));
    expect(asked).toHaveLength(3);
    await shared.send(text({ id: 'message-0' }));
    expect(asked).toHaveLength(3);
    now = 30_001;
    await shared.send(text({ id: 'message-0' }));
    expect(asked).toHaveLength(4);
  });

  it('do not ask a second one when the number does not exist', async () => {
    const asked: string[] = [];
    const ask = (name: string) =>
      named(name, async () => {
        asked.push(name);
        throw new Undeliverable('no-such-number');
      });
    const shared = new WeightedTextMessages([{ provider: ask('a'), weight: 1 }, { provider: ask('b'), weight: 1 }]);
    await expect(shared.send(text())).rejects.toThrow(Undeliverable);
    expect(asked).toHaveLength(1);
  });

  it('wait while none is configured', async () => {
    await expect(new WeightedTextMessages([]).send(text())).rejects.toMatchObject({ code: 'no-provider' });
  });
});

describe('mail', () => {
  const smtp = (url = outside.mail.url): Smtp => new Smtp({ url, from: '网站标识管理系统 <notice@biaozhi.example>', timeoutSeconds: 2 });
  const mail = { id: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b12', subject: '网站“历下区人民政府”的标识已生成', text: '您好：\n第二行 <b>&\n' };

  it('arrives as it was written, with our id', async () => {
    await smtp().send({ ...mail, to: 'a@lixia.gov.cn' });
    expect(outside.mailbox.list({ to: 'a@lixia.gov.cn' })).toMatchObject([
      { from: 'notice@biaozhi.example', subject: mail.subject, text: '您好：\n第二行 <b>&', reference: `<${mail.id}@biaozhi.example>` },
    ]);
  });

  it('keeps a line break out of the head', async () => {
    await smtp().send({ ...mail, to: 'b@lixia.gov.cn', subject: '标题\r\nBcc: c@lixia.gov.cn' });
    expect(outside.mailbox.list({ to: 'c@lixia.gov.cn' })).toEqual([]);
    expect(outside.mailbox.list({ to: 'b@lixia.gov.cn' })).toHaveLength(1);
  });

  it('fails for good where there is no such mailbox, and waits where it is busy', async () => {
    outside.mail.refuse('gone@lixia.gov.cn', 550);
    outside.mail.refuse('busy@lixia.gov.cn', 451);
    await expect(smtp().send({ ...mail, to: 'gone@lixia.gov.cn' })).rejects.toMatchObject({ name: 'Undeliverable', code: 'smtp-550' });
    await expect(smtp().send({ ...mail, to: 'busy@lixia.gov.cn' })).rejects.toMatchObject({ name: 'NotTaken', code: 'smtp-451' });
  });

  it('waits while the server is away', async () => {
    await expect(smtp('smtp://127.0.0.1:9').send({ ...mail, to: 'a@lixia.gov.cn' })).rejects.toThrow(NotTaken);
  });
});

describe('the mailbox page', () => {
  it('shows what came in, escaped, and the same as JSON', async () => {
    await new Smtp({ url: outside.mail.url, from: 'a <a@b.cn>', timeoutSeconds: 2 }).send({
      id: 'x',
      to: 'page@lixia.gov.cn',
      subject: '<script>alert(1)</script>',
      text: '</pre><img src=x onerror=alert(1)>',
    });
    const page = await fetch(`${outside.mailboxUrl}/?to=page@lixia.gov.cn`);
    const html = await page.text();
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<img src=x');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const json = (await (await fetch(`${outside.mailboxUrl}/messages?to=page@lixia.gov.cn`)).json()) as { items: object[] };
    expect(json.items).toHaveLength(1);
    expect((await fetch(`${outside.mailboxUrl}/other`)).status).toBe(404);
  });
});
