import { catalogue, say, type Locale } from './messages.js';

/** One thing that is wrong, and where. Findings are reported all at once, so that a person corrects once. */
export interface Finding {
  /** Stable code, e.g. `uscc-check-digit`. */
  code: string;
  /** JSON pointer (RFC 6901) into the request body; empty for the whole. */
  pointer: string;
  /** Values for the sentence's placeholders. */
  params?: Record<string, unknown>;
}

/** Makes a finding. */
export const finding = (code: string, pointer: string, params?: Record<string, unknown>): Finding =>
  params ? { code, pointer, params } : { code, pointer };

/** The body of an error answer, `application/problem+json` (RFC 9457 §3). */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: string;
  instance?: string;
  findings: { code: string; pointer: string; message: string }[];
  [extension: string]: unknown;
}

interface ProblemOptions {
  params?: Record<string, unknown>;
  findings?: Finding[];
  /** Extra members of the document, e.g. `current`: the fresh state after a lost race. */
  extensions?: Record<string, unknown>;
  cause?: unknown;
}

/** The only error that leaves a service. Anything else that is thrown is answered as `internal` and logged. */
export class Problem extends Error {
  readonly findings: Finding[];
  readonly params: Record<string, unknown>;
  readonly extensions: Record<string, unknown>;

  constructor(
    readonly status: number,
    readonly code: string,
    { params = {}, findings = [], extensions = {}, cause }: ProblemOptions = {},
  ) {
    super([say(code, 'en', params), ...findings.map((f) => `${f.pointer} ${say(f.code, 'en', f.params)}`)].join('; '), {
      cause,
    });
    this.name = 'Problem';
    this.findings = findings;
    this.params = params;
    this.extensions = extensions;
  }

  /** The document in one language. */
  toJSON(locale: Locale = 'zh-CN', instance?: string): ProblemDocument {
    return {
      type: `urn:biaozhi:problem:${this.code}`,
      title: say(this.code, locale, this.params),
      status: this.status,
      code: this.code,
      ...(instance === undefined ? {} : { instance }),
      findings: this.findings.map((f) => ({ code: f.code, pointer: f.pointer, message: say(f.code, locale, f.params) })),
      ...this.extensions,
    };
  }
}

/** Makes a problem; the caller throws it. */
export const problem = (status: number, code: string, options?: ProblemOptions): Problem =>
  new Problem(status, code, options);

catalogue({
  validation: { 'zh-CN': '填写的内容有误，请按提示更正', en: 'Some of what was sent is not valid' },
  malformed: { 'zh-CN': '请求无法识别', en: 'The request cannot be read' },
  unauthenticated: { 'zh-CN': '请先登录', en: 'Sign in first' },
  forbidden: { 'zh-CN': '您没有权限进行此操作', en: 'You are not allowed to do this' },
  'forbidden-step': { 'zh-CN': '您的角色不能进行此操作：{step}', en: 'Your role may not take this step: {step}' },
  'not-found': { 'zh-CN': '没有找到您要的内容', en: 'There is nothing here' },
  conflict: {
    'zh-CN': '内容已被他人更新，请查看最新状态后再操作',
    en: 'Somebody changed this in the meantime; look at its fresh state first',
  },
  'wrong-state': {
    'zh-CN': '当前状态（{state}）下不能进行此操作：{step}',
    en: 'The step {step} is not possible in the state {state}',
  },
  'rules-broken': { 'zh-CN': '不符合办理条件，请按提示处理', en: 'The conditions for this step are not met' },
  'idempotency-mismatch': {
    'zh-CN': '同一幂等键已用于不同的请求内容',
    en: 'This Idempotency-Key was used with another request',
  },
  'too-many-requests': { 'zh-CN': '操作过于频繁，请稍后再试', en: 'Too many requests; try again later' },
  unavailable: { 'zh-CN': '系统暂时不可用，请稍后再试', en: 'The system is unavailable for the moment; try again later' },
  internal: { 'zh-CN': '系统出现错误，请稍后再试', en: 'Something went wrong on our side' },
  'too-large': { 'zh-CN': '提交的内容过大', en: 'What was sent is too large' },
});
