import 'reflect-metadata';
import { getMetadataStorage, IsIn, IsInt, IsString, IsUrl, Max, Min, validateSync } from 'class-validator';

const URL_OPTIONS = { require_tld: false, require_protocol: true };

/** What every service is configured by. Names in the environment are the fields' names in UPPER_SNAKE. */
export class CommonConfig {
  /** Port of HTTP; 0 takes a free one. */
  @IsInt() @Min(0) @Max(65535) port: number = 3000;
  /** Address to listen on. */
  @IsString() host: string = '127.0.0.1';
  /** The service's own database: `postgres://role:password@host:port/database`. */
  @IsString() databaseUrl!: string;
  /** Connections that one process may hold: one publishes, up to six handle events, the rest serve requests. */
  @IsInt() @Min(10) @Max(100) databasePool: number = 20;
  /** NATS with the service's own user: `nats://user:password@host:port`. */
  @IsString() natsUrl!: string;
  /** Where identity publishes its keys. */
  @IsUrl(URL_OPTIONS) jwksUrl: string = 'http://127.0.0.1:3001/.well-known/jwks.json';
  /** The address that people see: links in messages and documents begin with it. */
  @IsUrl(URL_OPTIONS) publicUrl: string = 'http://localhost:8080';
  @IsIn(['production', 'development', 'test']) nodeEnv: 'production' | 'development' | 'test' = 'development';
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'silent']) logLevel: string = 'info';
}

type ConfigClass<C extends object = object> = new () => C;

const envName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/**
 * Reads a configuration class from the environment and checks it.
 * @throws Error naming every variable that is missing or wrong; no service starts half configured.
 */
export function loadConfig<C extends object>(config: ConfigClass<C>, env: Record<string, string | undefined>): C {
  const instance = new config();
  const metadata = getMetadataStorage().getTargetValidationMetadatas(config, '', false, false);
  for (const field of new Set(metadata.map((m) => m.propertyName))) {
    const text = env[envName(field)];
    if (text === undefined || text === '') continue;
    const type: unknown = Reflect.getMetadata('design:type', config.prototype, field);
    Object.assign(instance, { [field]: type === Number ? Number(text) : type === Boolean ? isYes(text) : text });
  }
  const wrong = validateSync(instance).map(
    ({ property, constraints = {} }) => `${envName(property)}: ${Object.values(constraints).join(', ')}`,
  );
  if (wrong.length) throw new Error(`The configuration is not valid:\n  ${wrong.join('\n  ')}`);
  return instance;
}

const isYes = (text: string): boolean => /^(1|true|yes|on)$/i.test(text);
