/** One thing that is wrong, at one place of the request's body (RFC 6901 pointer, '' = the whole). */
export interface Finding {
  pointer: string;
  code: string;
  message: string;
}

/** RFC 9457 document of our services, in the reader's language. */
export interface ProblemDocument {
  title: string;
  status: number;
  detail?: string;
  code?: string;
  findings?: Finding[];
  [extension: string]: unknown;
}

/** A refusal of a service. `code` tells which; `findings` name the fields. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly findings: Finding[];

  constructor(readonly document: ProblemDocument) {
    super(document.title);
    this.status = document.status;
    this.code = document.code ?? 'unknown';
    this.findings = document.findings ?? [];
  }

  /** Field → sentence. A field's name is its pointer without the first slash, inner slashes as dots: `unit.name`. */
  get fields(): Record<string, string> {
    const named = this.findings.filter(({ pointer }) => pointer !== '');
    return Object.fromEntries(named.toReversed().map(({ pointer, message }) => [fieldOf(pointer), message]));
  }

  /** Sentences that belong to no field. */
  get general(): string[] {
    return this.findings.filter(({ pointer }) => pointer === '').map(({ message }) => message);
  }
}

export const fieldOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '.');
