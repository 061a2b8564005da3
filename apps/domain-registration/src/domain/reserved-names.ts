import { variantFold } from '@biaozhi/standards';
import { divisionsCalled } from './division-names.js';
import type { ReservedKind, ReservedName } from './reserved.js';

/**
 * The table of reserved names, asked about a label. Words are compared by their folded form: 歷城區 is 历城区 here as it is
 * where names are held.
 */
export class ReservedNames {
  private readonly words: Record<ReservedKind, Map<string, string>>;
  private readonly divisions = new Map<string, { added: Set<string>; freed: Set<string> }>();

  constructor(rows: readonly ReservedName[]) {
    const of = (kind: ReservedKind): Map<string, string> =>
      new Map(rows.filter((row) => row.kind === kind && row.reserved).map(({ word }) => [variantFold(word), word]));
    this.words = {
      country: of('country'),
      division: new Map(),
      'national-head': of('national-head'),
      'government-word': of('government-word'),
      forbidden: of('forbidden'),
    };
    for (const { kind, word, owner, reserved } of rows) {
      if (kind !== 'division' || !owner) continue;
      const folded = variantFold(word);
      const change = this.divisions.get(folded) ?? { added: new Set(), freed: new Set() };
      change[reserved ? 'added' : 'freed'].add(owner);
      this.divisions.set(folded, change);
    }
  }

  isCountry(label: string): boolean {
    return this.words.country.has(variantFold(label));
  }

  /** Codes of the divisions that the label names, alone (历下区) or with a word of government behind it (历下区人民政府). */
  divisionsNamed(label: string): string[] {
    const folded = variantFold(label);
    const heads = [...this.words['government-word'].keys()]
      .filter((word) => folded.endsWith(word))
      .map((word) => folded.slice(0, -word.length));
    return [...new Set([folded, ...heads].flatMap((name) => this.owners(name)))];
  }

  /** The word that the label begins with, as the table writes it. */
  nationalHead(label: string): string | undefined {
    const folded = variantFold(label);
    return this.first('national-head', (word) => folded.startsWith(word));
  }

  governmentWord(label: string): string | undefined {
    const folded = variantFold(label);
    return this.first('government-word', (word) => folded.includes(word));
  }

  forbiddenWord(label: string): string | undefined {
    // A hyphen between the characters does not make it another word.
    const folded = variantFold(label).replaceAll('-', '');
    return this.first('forbidden', (word) => folded.includes(word));
  }

  private first(kind: ReservedKind, fits: (folded: string) => boolean): string | undefined {
    return [...this.words[kind]].find(([folded]) => fits(folded))?.[1];
  }

  private owners(folded: string): string[] {
    const change = this.divisions.get(folded);
    const standing = divisionsCalled(folded);
    return change ? [...new Set([...standing, ...change.added])].filter((code) => !change.freed.has(code)) : [...standing];
  }
}
