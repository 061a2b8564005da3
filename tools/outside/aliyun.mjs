import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { fill } from './fill.mjs';

const ALGORITHM = 'ACS3-HMAC-SHA256';
const CLOCK_SKEW_MS = 15 * 60_000;

/** Aliyun's SendSms (dysmsapi 2017-05-25), RPC style with signature ACS3-HMAC-SHA256 in the Authorization header. */
export function aliyun({ id, secret }) {
  const nonces = new Set();
  const refuse = (status, Code, RequestId) => ({ status, document: { Code, Message: Code, RequestId } });

  return {
    fail: (code, requestId) => refuse(200, code, requestId),
    send({ request, body, requestId, signature, templates }) {
      const url = new URL(request.url, 'http://provider');
      const wrong = unauthorised(request, url, body);
      if (wrong) return refuse(400, wrong, requestId);
      if (request.headers['x-acs-action'] !== 'SendSms' || request.headers['x-acs-version'] !== '2017-05-25') {
        return refuse(404, 'InvalidAction.NotFound', requestId);
      }
      const asked = url.searchParams;
      const mobile = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/.exec(asked.get('PhoneNumbers') ?? '')?.[1];
      if (!mobile) return refuse(200, 'isv.MOBILE_NUMBER_ILLEGAL', requestId);
      if (asked.get('SignName') !== signature) return refuse(200, 'isv.SMS_SIGNATURE_ILLEGAL', requestId);
      const template = templates.find((one) => one.aliyun === asked.get('TemplateCode'));
      if (!template) return refuse(200, 'isv.SMS_TEMPLATE_ILLEGAL', requestId);
      const values = json(asked.get('TemplateParam') ?? '{}');
      if (!values) return refuse(200, 'isv.INVALID_JSON_PARAM', requestId);
      const text = fill(template.text, (name) => values[name]);
      if (text === undefined) return refuse(200, 'isv.TEMPLATE_MISSING_PARAMETERS', requestId);
      return {
        status: 200,
        document: { Code: 'OK', Message: 'OK', RequestId: requestId, BizId: `${Date.now()}^0` },
        message: { to: mobile, text: `【${signature}】${text}`, reference: asked.get('OutId') ?? '' },
      };
    },
  };

  function unauthorised(request, url, body) {
    const given = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '');
    if (!given) return 'MissingAuthorization';
    const [, key, signed, signature] = given;
    if (key !== id) return 'InvalidAccessKeyId.NotFound';
    if (!(Math.abs(Date.now() - Date.parse(request.headers['x-acs-date'])) < CLOCK_SKEW_MS)) return 'InvalidTimeStamp.Expired';
    const names = signed.split(';');
    const needed = ['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-content-sha256'];
    if (needed.some((name) => !names.includes(name))) return 'IncompleteSignature';
    const payload = createHash('sha256').update(body).digest('hex');
    if (request.headers['x-acs-content-sha256'] !== payload) return 'SignatureDoesNotMatch';
    const canonical = [
      request.method,
      url.pathname,
      [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort().join('&'),
      names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`).join(''),
      signed,
      payload,
    ].join('\n');
    const right = createHmac('sha256', secret).update(`${ALGORITHM}\n${createHash('sha256').update(canonical).digest('hex')}`).digest();
    if (!timingSafeEqual(right, Buffer.from(signature, 'hex'))) return 'SignatureDoesNotMatch';
    const nonce = request.headers['x-acs-signature-nonce'];
    if (nonces.has(nonce)) return 'SignatureNonceUsed';
    nonces.add(nonce);
    return undefined;
  }
}

/** Percent-encoding of RFC 3986, stricter than encodeURIComponent. */
const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function json(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
