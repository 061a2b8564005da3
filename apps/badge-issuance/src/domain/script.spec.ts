import vm from 'node:vm';
import { allowedHosts } from './hosts.js';
import { issue } from './samples.js';
import { badgeScript } from './script.js';
import { snippetsOf } from './snippets.js';

/** As much of a document as a badge's script touches. */
class Node {
  children: Node[] = [];
  parentNode?: Node;
  id = '';
  [attribute: string]: unknown;

  constructor(readonly tag: string) {}

  get firstChild(): Node | undefined {
    return this.children[0];
  }

  get nextSibling(): Node | undefined {
    const siblings = this.parentNode?.children ?? [];
    return siblings[siblings.indexOf(this) + 1];
  }

  appendChild(child: Node): void {
    this.insertBefore(child);
  }

  insertBefore(child: Node, before?: Node): void {
    child.parentNode = this;
    const at = before ? this.children.indexOf(before) : this.children.length;
    this.children.splice(at, 0, child);
  }

  find(matches: (node: Node) => boolean): Node | null {
    for (const child of this.children) {
      const found = matches(child) ? child : child.find(matches);
      if (found) return found;
    }
    return null;
  }
}

const fields = {
  live: true,
  colour: 'red' as const,
  publicId: '0f'.repeat(16),
  hosts: allowedHosts(issue()),
  origin: 'bszs.example.cn',
};

/** Runs a script on a page of a host; answers the body and the script's element. */
function visit(hostname: string, script: string, form: 'classic' | 'static' | 'moved'): { body: Node; element: Node } {
  const body = new Node('body');
  const element = new Node('script');
  element['data-id'] = fields.publicId;
  if (form === 'classic') body.appendChild(Object.assign(new Node('span'), { id: '_ideConac' }));
  body.appendChild(element);
  body.appendChild(new Node('p'));
  const document = {
    currentScript: form === 'moved' ? null : element,
    createElement: (tag: string) => new Node(tag),
    getElementById: (id: string) => body.find((node) => node.id === id),
    querySelector: (selector: string) => body.find((node) => selector === `script[data-id="${String(node['data-id'])}"]`),
  };
  // Nothing else is there: a script that wants window, navigator, fetch or eval fails.
  vm.runInNewContext(script, { document, location: { hostname } }, { contextCodeGeneration: { strings: false, wasm: false } });
  return { body, element };
}

const link = (body: Node): Node | null => body.find(({ tag }) => tag === 'a');
const picture = (body: Node): Node | null => body.find(({ tag }) => tag === 'img');

describe('the script of a badge', () => {
  it.each(['classic', 'static', 'moved'] as const)('shows the badge on its own host (%s)', (form) => {
    const { body, element } = visit('www.sample.lixia.gov.cn', badgeScript(fields), form);
    expect(link(body)).toMatchObject({
      href: `//bszs.example.cn/sitename?method=show&id=${fields.publicId}`,
      target: '_blank',
      rel: 'noopener',
    });
    expect(picture(body)).toMatchObject({ src: '//bszs.example.cn/image/red.svg', alt: '党政机关网站标识' });
    if (form !== 'classic') expect(element.nextSibling).toBe(link(body)!.parentNode);
    else expect(link(body)!.parentNode!.id).toBe('_ideConac');
  });

  it.each([
    'www.sample.lixia.gov.cn',
    'sample.lixia.gov.cn',
    'SAMPLE.lixia.gov.cn.',
    'xn--fsqr32a1tw.xn--zfr164b',
    'www.xn--fsqr32a1tw.xn--zfr164b',
  ])('vouches on %s', (host) => expect(picture(visit(host, badgeScript(fields), 'static').body)!.src).toContain('/red.svg'));

  it.each(['evil.com', 'sample.lixia.gov.cn.evil.com', 'xsample.lixia.gov.cn', 'lixia.gov.cn', 'localhost', '', '127.0.0.1'])(
    'does not vouch on %j, and leads to the page that names the right hosts',
    (host) => {
      const { body } = visit(host, badgeScript(fields), 'classic');
      expect(picture(body)).toMatchObject({ src: '//bszs.example.cn/image/error.svg', alt: '本网站未经网站标识认证' });
      expect(link(body)!.href).toContain(fields.publicId);
    },
  );

  it('does not vouch while the badge is suspended or revoked', () => {
    const { body } = visit('www.sample.lixia.gov.cn', badgeScript({ ...fields, live: false }), 'static');
    expect(picture(body)!.src).toContain('/error.svg');
  });

  it('breaks nothing where it finds no place', () => {
    const { body } = visit('www.sample.lixia.gov.cn', badgeScript({ ...fields, publicId: 'b'.repeat(32) }), 'moved');
    expect(link(body)).toBeNull();
  });

  it('is a constant but for its fields: no name of a unit or site is ever in it, and only ASCII', () => {
    const constant = badgeScript({ ...fields, publicId: '', hosts: [] });
    const given = badgeScript(fields);
    expect(given.replace(fields.publicId, '').replace(fields.hosts.join(' '), '')).toBe(constant);
    expect(given).toMatch(/^[\x20-\x7e\n]+$/);
    expect(given).not.toMatch(/eval|Function|cookie|Storage|XMLHttp|fetch|referrer|innerHTML|document\.write/);
  });
});

describe('the snippets of a badge', () => {
  const badge = { code: 'CA161010002000000010001', publicId: fields.publicId, colour: 'red' as const };

  it('have the classic form, over https', () => {
    expect(snippetsOf(badge, 'https://bszs.example.cn/').classic).toBe(
      `<script type="text/javascript">document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript ` +
        `src='https://bszs.example.cn/js/16/101/0002/00000001/CA161010002000000010001.js' type='text/javascript'%3E%3C/script%3E"));</script>`,
    );
  });

  it('are relative to the page’s protocol where we are not served by https', () => {
    for (const snippet of Object.values(snippetsOf(badge, 'http://localhost:8080'))) {
      expect(snippet).toContain('//localhost:8080/');
      expect(snippet).not.toContain('http:');
    }
  });

  it('write, when a browser runs the classic one, a span and the script', () => {
    let written = '';
    const inner = /<script[^>]*>(.*)<\/script>$/.exec(snippetsOf(badge, 'https://bszs.example.cn').classic)![1]!;
    vm.runInNewContext(inner, { document: { write: (text: string) => (written += text) } });
    expect(written).toBe(
      `<span id='_ideConac' ></span><script src='https://bszs.example.cn/js/16/101/0002/00000001/CA161010002000000010001.js' ` +
        `type='text/javascript'></script>`,
    );
  });

  it('lead on without script too', () => {
    expect(snippetsOf(badge, 'https://bszs.example.cn').static).toContain(
      `<noscript><a href="https://bszs.example.cn/sitename?method=show&amp;id=${badge.publicId}"`,
    );
  });
});
