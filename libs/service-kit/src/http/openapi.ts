import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { jsonSchemas } from '@biaozhi/contracts';
import { describeOperations } from './operations.js';

/**
 * Serves OpenAPI at `/docs` and `/docs-json`. The shapes of bodies come from the same class-validator rules
 * that check them, so that page and behaviour cannot disagree; what is said of an operation is its doc comment. “Try it out” asks beside the page itself, so it works at the
 * service as well as behind the gateway.
 */
export function serveDocs(app: INestApplication, service: string): void {
  const description = new DocumentBuilder()
    .setTitle(`Biaozhi ${service}`)
    .setVersion('1')
    .setDescription('Authorize with the `accessToken` that identity answers to `POST /sessions` (`/api/identity/sessions` at the gateway).')
    .addServer('.')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .addGlobalResponse({ status: 'default', description: 'A problem (RFC 9457, application/problem+json)' })
    .build();
  SwaggerModule.setup('docs', app, () => withTexts(app, withShapes(SwaggerModule.createDocument(app, description))), {
    jsonDocumentUrl: 'docs-json',
  });
}

function withTexts(app: INestApplication, document: OpenAPIObject): OpenAPIObject {
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) if (metatype) describeOperations(document, metatype);
  }
  return document;
}

function withShapes(document: OpenAPIObject): OpenAPIObject {
  const known = jsonSchemas();
  const schemas = (document.components ??= {}).schemas ?? {};
  // A shape that is only reached through another one must be there too.
  const wanted = Object.keys(schemas);
  for (let name = wanted.pop(); name; name = wanted.pop()) {
    const shape = known.get(name);
    if (!shape) continue;
    schemas[name] = shape as (typeof schemas)[string];
    for (const [, found] of JSON.stringify(shape).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      if (found && !(found in schemas)) {
        schemas[found] = {};
        wanted.push(found);
      }
    }
  }
  document.components.schemas = schemas;
  return document;
}
