import http from 'node:http';

const SHOWN = 200;
const CSP = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** One page with all messages, the newest first, and the same as JSON for programs. */
export async function startMailboxPage({ mailbox, host, port }) {
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, 'http://mailbox');
    const filter = { to: url.searchParams.get('to') || undefined, channel: url.searchParams.get('channel') || undefined };
    const head = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': CSP };
    if (url.pathname === '/messages') {
      response.writeHead(200, { ...head, 'content-type': 'application/json; charset=utf-8' });
      return response.end(JSON.stringify({ items: mailbox.list(filter) }));
    }
    if (url.pathname !== '/') return response.writeHead(404, head).end();
    response.writeHead(200, { ...head, 'content-type': 'text/html; charset=utf-8' });
    response.end(page(mailbox.list(filter).slice(-SHOWN).reverse(), filter));
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${server.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => String(text).replace(/[&<>"']/g, (c) => ENTITIES[c]);
/** Text with its addresses as links: a mail is followed to where it leads. */
const linked = (text) => escape(text).replace(/https?:\/\/[^\s<>"'，。；、）]+/g, (url) => `<a href="${url}" target="_blank" rel="noopener noreferrer">${url}</a>`);
const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'medium' });

const CHANNELS = { mail: '邮件', sms: '短信' };
const PROVIDERS = { aliyun: '阿里云', tencent: '腾讯云' };

function page(messages, { to = '', channel = '' }) {
  const option = (value, label) => `<option value="${value}"${value === channel ? ' selected' : ''}>${label}</option>`;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>外部信箱（本机模拟）</title><style>${STYLE}</style></head>
<body><header><h1>外部信箱</h1><p>本机模拟的邮件服务器和短信平台收到的全部消息，不会发给任何人。</p></header>
<form method="get"><input name="to" value="${escape(to)}" placeholder="收件邮箱或手机号" aria-label="收件人">
<select name="channel" aria-label="渠道">${option('', '全部')}${option('mail', '邮件')}${option('sms', '短信')}</select>
<button>筛选</button><span>共 ${messages.length} 条</span></form>
<main>${messages.map(article).join('\n') || '<p class="none">还没有消息</p>'}</main></body></html>`;
}

function article({ at, channel, to, from, subject, text }) {
  const origin = channel === 'sms' ? (PROVIDERS[from] ?? from) : from;
  return `<article class="${escape(channel)}"><div><b>${CHANNELS[channel]}</b> ${escape(to)}
<span>${escape(origin)}</span><time datetime="${escape(at)}">${clock.format(new Date(at))}</time></div>
${subject ? `<h2>${escape(subject)}</h2>` : ''}<pre>${linked(text)}</pre></article>`;
}

const STYLE = `
:root{color-scheme:light dark;--line:#8884;--soft:#8881}
body{font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:860px;margin:0 auto;padding:24px 16px}
h1{margin:0;font-size:22px}header p{margin:4px 0 16px;opacity:.7}
form{display:flex;gap:8px;align-items:center;margin-bottom:16px}input{flex:1}
input,select,button{font:inherit;padding:4px 10px;border:1px solid var(--line);border-radius:6px;background:transparent;color:inherit}
article{border:1px solid var(--line);border-left:4px solid #1f6feb;border-radius:8px;padding:10px 14px;margin-bottom:12px}
article.sms{border-left-color:#2da44e}article div{display:flex;gap:10px;font-size:13px;opacity:.85}
article time{margin-left:auto}h2{font-size:16px;margin:6px 0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:6px 0 0}.none{opacity:.6;text-align:center;padding:40px}`;
