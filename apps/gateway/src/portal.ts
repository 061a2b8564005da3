import fs from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SERVICES } from '@biaozhi/contracts';
import type { GatewayConfig } from './config.js';

/**
 * The portal's files. Its build names scripts and styles by their content, so they may be kept for ever; the page itself
 * is asked for each time, and answers for every address that the portal's own router knows.
 */
export async function registerPortal(app: FastifyInstance, config: GatewayConfig): Promise<void> {
  const root = path.resolve(config.portalDir);
  if (!fs.existsSync(path.join(root, 'index.html'))) {
    app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(landingPage()));
    return;
  }
  await app.register(fastifyStatic, {
    root,
    cacheControl: false,
    // The build puts `.br` and `.gz` beside each file.
    preCompressed: true,
    setHeaders: (reply, file) => {
      const named = path.relative(root, file).startsWith(`assets${path.sep}`);
      void reply.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // `@fastify/static` answers all GET addresses that no other route takes; a page address without a file is the portal's.
  app.addHook('preHandler', async (request, reply) => {
    if (isPage(request, root)) return reply.sendFile('index.html');
  });
}

function isPage(request: FastifyRequest, root: string): boolean {
  if (request.routeOptions.url !== '/*' || !/text\/html/.test(request.headers.accept ?? '')) return false;
  const { pathname } = new URL(request.url, 'http://gateway');
  return !path.extname(pathname) && pathname !== '/' && !fs.existsSync(path.join(root, path.normalize(pathname)));
}

function landingPage(): string {
  const links = SERVICES.map((service) => `<li><a href="/api/${service}/docs">${service}</a></li>`).join('');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>Biaozhi</title></head><body>
<h1>党政机关网站开办审核、资格复核和网站标识</h1>
<p>Opening review, re-review and badges. The interfaces of the services:</p><ul>${links}</ul>
<p><a href="/health">Health</a></p></body></html>`;
}
