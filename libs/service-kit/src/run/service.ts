import type { INestApplicationContext, Type } from '@nestjs/common';
import type { EntitySchema, MigrationInterface } from 'typeorm';
import type { ServiceName } from '@biaozhi/contracts';
import { CommonConfig } from '../config.js';
import type { CopyTables } from '../data/copies.js';
import type { Tally } from '../data/tally.js';

/** All that makes a service what it is. */
export interface ServiceDefinition<C extends CommonConfig = CommonConfig> {
  name: ServiceName;
  module: Type;
  entities: (EntitySchema | Type)[];
  migrations: Type<MigrationInterface>[];
  /** A class that extends {@link CommonConfig}; injectable by its class. */
  config?: new () => C;
  /** What can be emptied and read anew: so the handlers of these types must bear to be told every event once more. */
  copies?: CopyTables;
  /** Figures that are kept beside tables; a job folds them. */
  tallies?: Tally[];
  /** Commands besides `migrate` and `rebuild`: `node main.js <name> …`. They run without HTTP and without reading the bus. */
  commands?: Record<string, (app: INestApplicationContext, argv: string[]) => Promise<void>>;
}

export const defineService = <C extends CommonConfig>(definition: ServiceDefinition<C>): ServiceDefinition<C> => definition;
