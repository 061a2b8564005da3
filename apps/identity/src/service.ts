import { Logger } from '@nestjs/common';
import { defineService } from '@biaozhi/service-kit';
import { IdentityConfig } from './config.js';
import { IdentityModule } from './identity.module.js';
import { PasswordLinks1764065000000 } from './store/migrations/password-links.js';
import { Passkeys1764067000000 } from './store/migrations/passkeys.js';
import { SecondFactor1764064000000 } from './store/migrations/second-factor.js';
import { Serving1764050000000 } from './store/migrations/serving.js';
import { Identity1764000010000 } from './store/migrations/tables.js';
import { UnitSearch1764066000000 } from './store/migrations/unit-search.js';
import { AccountSchema, BureauSchema, UnitSchema } from './store/schemas.js';
import { BureauTreeIsLaid } from './use-cases/bureau-tree-is-laid.js';
import { DemoIsPrepared } from './use-cases/demo-is-prepared.js';

const log = new Logger('identity');

export const service = defineService({
  name: 'identity',
  module: IdentityModule,
  entities: [UnitSchema, BureauSchema, AccountSchema],
  migrations: [
    Identity1764000010000,
    Serving1764050000000,
    SecondFactor1764064000000,
    PasswordLinks1764065000000,
    UnitSearch1764066000000,
    Passkeys1764067000000,
  ],
  config: IdentityConfig,
  commands: {
    seed: async (app) => log.log(`${await app.get(BureauTreeIsLaid).run()} bureaus added`),
    demo: async (app) => {
      await app.get(BureauTreeIsLaid).run();
      log.log(`Demo accounts: ${(await app.get(DemoIsPrepared).run()).join(', ')}`);
    },
  },
});
