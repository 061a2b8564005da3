import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { request } from 'undici';
import { GatewayConfig } from '../src/config.js';
import { createGateway } from '../src/gateway.js';
import { Upstreams } from './upstreams.js';

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json: Record<string, unknown>;
}

/** A gateway on a port of its own, with servers in the place of the services behind it. */
export async function startGateway(settings: Partial<GatewayConfig> = {}) {
  const upstreams = await Upstreams.start();
  const config = Object.assign(new GatewayConfig(), {
    port: 0,
    upstreams: upstreams.list,
    sessionKeys: 'a-secret-for-the-tests-of-the-gateway',
    portalDir: '/nonexistent',
    logLevel: 'silent',
    ...settings,
  });
  const app: NestFastifyApplication = await createGateway(config);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    url,
    upstreams,
    /** undici's `request` sends the Host header as given, which `fetch` does not. */
    async ask(path: string, { method = 'GET', headers = {}, body }: Options = {}): Promise<Answer> {
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const answer = await request(url + path, { method, headers: { ...type, ...headers }, body });
      const text = await answer.body.text();
      return {
        status: answer.statusCode,
        headers: answer.headers,
        text,
        get json() {
          return JSON.parse(text) as Record<string, unknown>;
        },
      };
    },
    async stop(): Promise<void> {
      await app.close();
      await upstreams.stop();
    },
  };
}

export type Gateway = Awaited<ReturnType<typeof startGateway>>;
