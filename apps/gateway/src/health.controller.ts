import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { GatewayConfig, upstreamsOf } from './config.js';

type Standing = 'up' | 'down';

/** Liveness and readiness say only that the gateway itself works: it serves what is up while a service is down. */
@Controller('health')
export class HealthController {
  constructor(private readonly config: GatewayConfig) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  ready(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Every service's readiness: 200 when all are up, 503 otherwise. */
  @Get()
  async health(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ status: 'ok' | 'degraded'; services: Record<string, Standing> }> {
    const entries = Object.entries(upstreamsOf(this.config)).map(
      async ([service, url]): Promise<[string, Standing]> => [service, await standingOf(url)],
    );
    const services = Object.fromEntries(await Promise.all(entries));
    const allUp = Object.values(services).every((standing) => standing === 'up');
    void reply.status(allUp ? 200 : 503);
    return { status: allUp ? 'ok' : 'degraded', services };
  }
}

async function standingOf(url: string): Promise<Standing> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) });
    await answer.body?.cancel();
    return answer.ok ? 'up' : 'down';
  } catch {
    return 'down';
  }
}
