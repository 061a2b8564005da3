import { Module, type DynamicModule } from '@nestjs/common';
import { GatewayConfig } from './config.js';
import { HealthController } from './health.controller.js';
import { SessionController } from './session/session.controller.js';
import { Sessions } from './session/sessions.js';

@Module({ controllers: [SessionController, HealthController] })
export class GatewayModule {
  static with(config: GatewayConfig, sessions: Sessions): DynamicModule {
    return {
      module: GatewayModule,
      providers: [
        { provide: GatewayConfig, useValue: config },
        { provide: Sessions, useValue: sessions },
      ],
    };
  }
}
