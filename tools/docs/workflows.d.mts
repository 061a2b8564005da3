import type { FoundWorkflow } from './pages.mjs';

export function workflowsIn(apps: string): Promise<FoundWorkflow[]>;
