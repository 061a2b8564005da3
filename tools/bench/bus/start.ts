import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommonConfig, createService, migrate, type ServiceDefinition } from '@biaozhi/service-kit';

/** Where a side of the benchmark keeps and says things. */
export interface Places {
  databaseUrl: string;
  natsUrl: string;
}

/** The service as it runs in production, but for HTTP and timed jobs; on the bus when `startAllMicroservices` is called. */
export async function startSide(service: ServiceDefinition, places: Places): Promise<NestFastifyApplication> {
  const config = Object.assign(new CommonConfig(), places);
  await migrate(service, config);
  const app = await createService(service, config, { logger: false, jobs: false });
  await app.init();
  return app;
}
