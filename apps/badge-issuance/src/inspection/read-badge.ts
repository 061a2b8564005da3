import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';
import { codeOfScriptPath } from '../domain/code.js';
import { boundedTree, MAX_DEPTH, PageTooLarge } from './bounded-tree.js';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A badge of ours that stands on a page. */
export interface FoundBadge {
  /** `classic`: document.write; `script`: script element; `rendered`: link and image, as saved or for pages without script. */
  form: 'classic' | 'script' | 'rendered';
  /** The code, from a script's address. */
  code?: string;
  /** The public id, from a link to the verification page. */
  publicId?: string;
  /** Its own markup, cut to some hundred characters. */
  excerpt: string;
  /** False where markup hides it. */
  visible: boolean;
  /** How much text a visitor reads after it, in characters. */
  textAfter: number;
}

/** What a page shows of badges, and where it leads. */
export interface PageReading {
  badges: FoundBadge[];
  /** Links of the page, as written. */
  links: string[];
}

const EXCERPT = 500;
/** Their content is not shown, or not as part of this page. */
const UNSEEN = new Set(['template', 'iframe', 'noscript', 'style', 'title', 'object', 'svg', 'math']);
const HIDDEN_STYLE = /(^|;)\s*(display\s*:\s*none|visibility\s*:\s*hidden)/i;

/**
 * Reads a page as a browser with script builds it, without running anything.
 * @throws PageTooLarge
 * @param host `host[:port]` that serves our scripts and pages: a copy that comes from elsewhere is no badge
 */
export function readBadges(html: string, host: string): PageReading {
  const reading: PageReading = { badges: [], links: [] };
  walk(parse(html, { scriptingEnabled: true, sourceCodeLocationInfo: true, treeAdapter: boundedTree() }), html, host, reading, true, 0);
  return reading;
}

function walk(node: Node, html: string, host: string, reading: PageReading, visible: boolean, depth: number): void {
  if (depth > MAX_DEPTH) throw new PageTooLarge();
  if (defaultTreeAdapter.isTextNode(node)) {
    const read = visible ? node.value.replace(/\s+/g, '').length : 0;
    for (const badge of reading.badges) badge.textAfter += read;
    return;
  }
  let shown = visible;
  if (defaultTreeAdapter.isElementNode(node)) {
    if (UNSEEN.has(node.tagName)) return;
    shown = visible && !isHidden(node);
    const found = badgeIn(node, host);
    if (found) reading.badges.push({ ...found, excerpt: sourceOf(node, html), visible: shown, textAfter: 0 });
    const href = node.tagName === 'a' ? attribute(node, 'href') : undefined;
    if (href !== undefined && !found) reading.links.push(href);
    // Script is no text, and what a badge shows itself does not come after it.
    if (node.tagName === 'script' || found) return;
  }
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, html, host, reading, shown, depth + 1);
}

function badgeIn(element: Element, host: string): Pick<FoundBadge, 'form' | 'code' | 'publicId'> | undefined {
  if (element.tagName === 'script') return inScript(element, host);
  if (element.tagName !== 'a') return undefined;
  const link = ours(attribute(element, 'href'), host);
  const publicId = link?.pathname === '/sitename' ? (link.searchParams.get('id') ?? undefined) : undefined;
  const image = element.childNodes.some((child) => defaultTreeAdapter.isElementNode(child) && child.tagName === 'img');
  return publicId !== undefined && image ? { form: 'rendered', publicId } : undefined;
}

function inScript(element: Element, host: string): Pick<FoundBadge, 'form' | 'code'> | undefined {
  const src = attribute(element, 'src');
  if (src !== undefined) {
    const code = codeAt(src, host);
    return code === undefined ? undefined : { form: 'script', code };
  }
  const text = element.childNodes.map((child) => (defaultTreeAdapter.isTextNode(child) ? child.value : '')).join('');
  const written = /document\.write\(\s*unescape\(\s*"([^"]*)"/.exec(text)?.[1];
  if (written === undefined) return undefined;
  const address = /src='([^']*)'/.exec(unescaped(written))?.[1];
  const code = address === undefined ? undefined : codeAt(address, host);
  return code === undefined ? undefined : { form: 'classic', code };
}

const codeAt = (address: string, host: string): string | undefined => {
  const url = ours(address, host);
  return url && codeOfScriptPath(url.pathname);
};

/** An address of ours, absolute or relative to the protocol; nothing for anybody else's. */
function ours(address: string | undefined, host: string): URL | undefined {
  if (address === undefined || !/^(https?:)?\/\//i.test(address.trim())) return undefined;
  try {
    const url = new URL(address.trim(), 'http://page.invalid');
    return url.host === host ? url : undefined;
  } catch {
    return undefined;
  }
}

/** What JavaScript's `unescape` makes of the snippet; it is written with `%XX` only. */
const unescaped = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const isHidden = (element: Element): boolean =>
  attribute(element, 'hidden') !== undefined || HIDDEN_STYLE.test(attribute(element, 'style') ?? '');

const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value;

function sourceOf(element: Element, html: string): string {
  const place = element.sourceCodeLocation;
  return place ? html.slice(place.startOffset, Math.min(place.endOffset, place.startOffset + EXCERPT)) : '';
}
