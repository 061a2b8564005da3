import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { VerificationKeys } from './keys.js';
import { PolicyGuard } from './policy.js';
import { JwtStrategy } from './strategy.js';

/** Guards every route of a service: deny by default. */
@Module({})
export class AuthModule {
  static forRoot(options: { jwksUrl: string }): DynamicModule {
    return {
      module: AuthModule,
      imports: [PassportModule],
      providers: [
        { provide: VerificationKeys, useFactory: () => new VerificationKeys(options.jwksUrl) },
        JwtStrategy,
        { provide: APP_GUARD, useClass: PolicyGuard },
      ],
    };
  }
}
