import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const BUILT = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../dist/apps/notification/src/domain/sms.js');

let templates;

/** The templates as an operator registers them at the providers: those of the built notification service. */
export async function registeredTemplates() {
  templates ??= (await import(pathToFileURL(BUILT).href)).templatesAtProviders();
  return templates;
}
