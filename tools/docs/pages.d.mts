/** Every generated file, by its path below docs/. See pages.mjs. */
export function pagesOf(contracts: object, comments: Comments, workflows: FoundWorkflow[]): Map<string, string>;

export type Comments = Map<string, { text?: string; parent?: string; properties: Map<string, string> }>;
export interface FoundWorkflow {
  service: string;
  workflow: { name: string; states: string[]; unreachable(): string[]; mermaid(): string };
}
