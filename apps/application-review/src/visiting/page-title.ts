import { Tokenizer, TokenizerMode, type Token } from 'parse5';

/** Characters of a title that are kept; a site's name has at most 60. */
const MAX = 200;

/** Elements whose content is no markup, and how it is read. */
const TEXT_ONLY: Record<string, (typeof TokenizerMode)[keyof typeof TokenizerMode]> = {
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  script: TokenizerMode.SCRIPT_DATA,
  ...Object.fromEntries(['style', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript'].map((name) => [name, TokenizerMode.RAWTEXT])),
  plaintext: TokenizerMode.PLAINTEXT,
};
/** A `<title>` in these is not the page's. */
const FOREIGN = new Set(['svg', 'math', 'template']);

/**
 * What a browser's tab shows of a page: the text of its first `<title>`, white space collapsed, cut; nothing where it has none.
 * It reads the markup once and builds no tree: a hostile page of 2 MB makes a tree of gigabytes.
 */
export function pageTitle(html: string): string | undefined {
  const reader = new TitleReader();
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: false }, reader);
  reader.expect = (mode) => (tokenizer.state = mode);
  // In pieces, so that a page is read no further than to the end of its title.
  for (let from = 0; from < html.length && !reader.done; from += PIECE) tokenizer.write(html.slice(from, from + PIECE), from + PIECE >= html.length);
  return reader.title;
}

const PIECE = 16_384;

class TitleReader {
  expect: (mode: (typeof TokenizerMode)[keyof typeof TokenizerMode]) => void = () => {};
  done = false;
  private text: string | undefined;
  private foreign = 0;

  get title(): string | undefined {
    const words = this.text?.replace(/\s+/g, ' ').trim();
    return words ? [...words].slice(0, MAX).join('') : undefined;
  }

  onStartTag({ tagName, selfClosing }: Token.TagToken): void {
    if (this.done) return;
    if (FOREIGN.has(tagName) && !selfClosing) this.foreign += 1;
    const mode = this.foreign ? undefined : TEXT_ONLY[tagName];
    if (mode === undefined) return;
    this.expect(mode);
    if (tagName === 'title') this.text = '';
  }

  onEndTag({ tagName }: Token.TagToken): void {
    if (tagName === 'title' && this.text !== undefined) this.done = true;
    if (FOREIGN.has(tagName) && this.foreign) this.foreign -= 1;
  }

  onCharacter({ chars }: Token.CharacterToken): void {
    if (this.text !== undefined && !this.done) this.text += chars;
  }

  onNullCharacter = this.onCharacter;
  onWhitespaceCharacter = this.onCharacter;
  onComment(): void {}
  onDoctype(): void {}
  onEof(): void {}
}
