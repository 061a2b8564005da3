import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { fill } from './fill.mjs';

const ALGORITHM = 'TC3-HMAC-SHA256';
const CLOCK_SKEW_SECONDS = 5 * 60;

/** Tencent Cloud's SendSms (sms 2021-01-11) with signature TC3-HMAC-SHA256. Errors come with status 200, as there. */
export function tencent({ id, secret, appId }) {
  const refuse = (Code, RequestId) => ({ status: 200, document: { Response: { Error: { Code, Message: Code }, RequestId } } });

  return {
    fail: refuse,
    send({ request, body, requestId, signature, templates }) {
      const wrong = unauthorised(request, body);
      if (wrong) return refuse(wrong, requestId);
      if (request.headers['x-tc-action'] !== 'SendSms' || request.headers['x-tc-version'] !== '2021-01-11') {
        return refuse('InvalidAction', requestId);
      }
      const asked = JSON.parse(body.toString());
      if (asked.SmsSdkAppId !== appId) return refuse('UnauthorizedOperation.SmsSdkAppIdVerifyFail', requestId);
      const number = String(asked.PhoneNumberSet?.[0] ?? '');
      const mobile = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/.exec(number)?.[1];
      const template = templates.find((one) => one.tencent === String(asked.TemplateId));
      const code = statusOf({ asked, signature, mobile, template });
      const status = { SerialNo: code === 'Ok' ? randomUUID() : '', PhoneNumber: number, Fee: code === 'Ok' ? 1 : 0, Code: code, Message: code };
      const context = asked.SessionContext ?? '';
      const answer = {
        status: 200,
        document: { Response: { SendStatusSet: [{ ...status, SessionContext: context, IsoCode: 'CN' }], RequestId: requestId } },
      };
      if (code !== 'Ok') return answer;
      return { ...answer, message: { to: mobile, text: `【${signature}】${textOf(template, asked)}`, reference: context } };
    },
  };

  function statusOf({ asked, signature, mobile, template }) {
    if (!mobile) return 'InvalidParameterValue.IncorrectPhoneNumber';
    if (asked.SignName !== signature) return 'FailedOperation.SignatureIncorrectOrUnapproved';
    if (!template) return 'FailedOperation.TemplateIncorrectOrUnapproved';
    return textOf(template, asked) === undefined ? 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate' : 'Ok';
  }

  function unauthorised(request, body) {
    const given =
      /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d{2}-\d{2})\/([^/]+)\/tc3_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
        request.headers.authorization ?? '',
      );
    if (!given) return 'AuthFailure.InvalidAuthorization';
    const [, key, date, service, signed, signature] = given;
    if (key !== id) return 'AuthFailure.SecretIdNotFound';
    const timestamp = Number(request.headers['x-tc-timestamp']);
    if (!(Math.abs(Date.now() / 1000 - timestamp) < CLOCK_SKEW_SECONDS)) return 'AuthFailure.SignatureExpire';
    if (new Date(timestamp * 1000).toISOString().slice(0, 10) !== date) return 'AuthFailure.SignatureFailure';
    // The SDK takes the first label of the endpoint for the service, and signs the host without its port.
    const host = String(request.headers.host).replace(/:\d+$/, '');
    if (service !== host.split('.')[0]) return 'AuthFailure.SignatureFailure';
    const names = signed.split(';');
    if (!['content-type', 'host'].every((name) => names.includes(name))) return 'AuthFailure.SignatureFailure';
    const canonical = [
      request.method,
      '/',
      '',
      names.map((name) => `${name}:${name === 'host' ? host : String(request.headers[name] ?? '').trim()}\n`).join(''),
      signed,
      createHash('sha256').update(body).digest('hex'),
    ].join('\n');
    const scope = `${date}/${service}/tc3_request`;
    const toSign = [ALGORITHM, timestamp, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
    const dayKey = [date, service, 'tc3_request'].reduce((last, part) => hmac(last, part), `TC3${secret}`);
    return timingSafeEqual(hmac(dayKey, toSign), Buffer.from(signature, 'hex')) ? undefined : 'AuthFailure.SignatureFailure';
  }
}

/** Tencent's variables are numbered; they are given in the order in which the text names them first. */
function textOf(template, asked) {
  const names = [...new Set([...template.text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))];
  const values = asked.TemplateParamSet ?? [];
  return values.length === names.length ? fill(template.text, (name) => values[names.indexOf(name)]) : undefined;
}

const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
