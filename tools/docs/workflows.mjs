import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const DECLARES = /export const \w+Workflow\b/;

/**
 * Every state machine that a service's domain folder exports.
 * @returns {Promise<{ service: string, workflow: object }[]>} by service and name
 */
export async function workflowsIn(apps) {
  const found = [];
  for (const service of fs.readdirSync(apps).sort()) {
    const domain = path.join(apps, service, 'src', 'domain');
    if (!fs.existsSync(domain)) continue;
    for (const name of fs.readdirSync(domain).sort()) {
      const file = path.join(domain, name);
      if (!/(?<!\.spec)\.ts$/.test(name) || !DECLARES.test(fs.readFileSync(file, 'utf8'))) continue;
      const exported = Object.entries(await import(pathToFileURL(file).href));
      for (const [key, workflow] of exported) if (key.endsWith('Workflow')) found.push({ service, workflow });
    }
  }
  return found.sort((a, b) => `${a.service}/${a.workflow.name}`.localeCompare(`${b.service}/${b.workflow.name}`, 'en'));
}

/** The page with all diagrams. */
export function workflowsPage(workflows) {
  return [
    '# State machines',
    '',
    '<!-- Made by `npm run docs` from the tables in apps/*/src/domain; a test compares the two. -->',
    '',
    'Each arrow is a step that one of the named roles may take. Where a step forks, an arrow leads to each state that it can',
    'lead to; which one it is depends on the subject (its route, what it came from). Rules that a step must keep are in the',
    'table, beside the step. `system` is the software itself: timers and events.',
    ...workflows.flatMap(({ service, workflow }) => [
      '',
      `## ${workflow.name}`,
      '',
      `Service: [${service}](../apps/${service}/README.md). States: ${workflow.states.map((state) => `\`${state}\``).join(', ')}.`,
      '',
      '```mermaid',
      workflow.mermaid(),
      '```',
      '',
      stepsTable(workflow),
    ]),
    '',
  ].join('\n');
}

function stepsTable({ steps, table }) {
  const rows = steps.map((step) => {
    const { by, must = [] } = table[step];
    const rules = must.map(({ name }) => (name ? `\`${name}\`` : 'a rule of its own')).join(', ') || '–';
    return `| \`${step}\` | ${by.join(', ')} | ${rules} |`;
  });
  return ['| step | by | must keep |', '|---|---|---|', ...rows].join('\n');
}
