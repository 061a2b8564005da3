import { stringify } from 'yaml';
import { asyncapiOf } from './asyncapi.mjs';
import { envelopeDocument } from './envelope.mjs';
import { schemasOf } from './schemas.mjs';
import { workflowsPage } from './workflows.mjs';

const HEADER = '# Made by `npm run docs` from libs/contracts; a test compares the two.\n';

/**
 * Every generated file, by its path below docs/. The same input makes the same bytes.
 * @param contracts the module `@biaozhi/contracts`
 * @param comments what `commentsIn` found in its sources
 * @param workflows what `workflowsIn` found
 * @returns {Map<string, string>}
 */
export function pagesOf(contracts, comments, workflows) {
  const schemas = schemasOf(contracts, comments);
  const asyncapi = stringify(asyncapiOf(contracts, schemas), { aliasDuplicateObjects: false, lineWidth: 0 });
  const pages = new Map([
    ['bus/asyncapi.yaml', HEADER + asyncapi],
    ['bus/schemas/envelope.json', json(envelopeDocument)],
    ['workflows.md', workflowsPage(workflows)],
  ]);
  for (const event of contracts.eventClasses()) {
    const name = contracts.publicationOf(event).dataschema.replace('urn:biaozhi:schema:', '');
    pages.set(`bus/schemas/${name}.json`, json(schemas.documentOf(event)));
  }
  return pages;
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
