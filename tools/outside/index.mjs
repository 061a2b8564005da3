import path from 'node:path';
import { startMailCatcher } from './mail.mjs';
import { Mailbox } from './mailbox.mjs';
import { startMailboxPage } from './page.mjs';
import { startPaymentProvider } from './payment.mjs';
import { startSmsProviders } from './sms.mjs';
import { registeredTemplates } from './sms-templates.mjs';

const SIGNATURE = '域名注册管理中心';

/**
 * The world outside the suite, pretended on this machine: a mail server that delivers to nobody, two providers of text
 * messages that check signatures as the real ones do, a payment provider, and one page with all that was sent.
 * Documented in index.d.mts.
 */
export async function startOutside({ dir, portOf, secret, serviceUrls = {}, host = '127.0.0.1', templates = registeredTemplates, signature = SIGNATURE }) {
  const callbacks = serviceUrls['domain-registration'];
  const mailbox = new Mailbox(dir && path.join(dir, 'messages.jsonl'));
  const keys = {
    aliyun: { id: 'LTAI-local-notification', secret: secret('aliyun') },
    tencent: { id: 'AKID-local-notification', secret: secret('tencent'), appId: '1400000001' },
  };
  const started = [];
  const stop = async () => {
    for (const one of started.splice(0).reverse()) await one.stop();
  };
  try {
    const add = (one) => (started.push(one), one);
    const mail = add(await startMailCatcher({ mailbox, host, port: await portOf('smtp', 1025) }));
    const sms = add(await startSmsProviders({ mailbox, host, port: await portOf('sms', 1026), keys, signature, templates }));
    const page = add(await startMailboxPage({ mailbox, host, port: await portOf('mailbox', 8025) }));
    const paymentKey = secret('payment');
    const payment = add(await startPaymentProvider({ host, port: await portOf('payment', 1027), key: paymentKey }));
    return {
      mailboxUrl: page.url,
      mailbox,
      mail,
      sms,
      payment,
      settings: {
        'domain-registration': {
          PAYMENT_URL: payment.url,
          PAYMENT_KEY: paymentKey,
          PAYEE_BANK: '演示银行历下支行（不存在）',
          PAYEE_ACCOUNT: '0000 0000 0000 0000',
          ...(callbacks ? { PAYMENT_CALLBACK_URL: `${callbacks}/payments/callback` } : {}),
        },
        notification: {
          SMTP_URL: mail.url,
          SMS_SIGNATURE: signature,
          ALIYUN_URL: sms.url,
          ALIYUN_ACCESS_KEY_ID: keys.aliyun.id,
          ALIYUN_ACCESS_KEY_SECRET: keys.aliyun.secret,
          TENCENT_URL: sms.url,
          TENCENT_SECRET_ID: keys.tencent.id,
          TENCENT_SECRET_KEY: keys.tencent.secret,
          TENCENT_APP_ID: keys.tencent.appId,
        },
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
