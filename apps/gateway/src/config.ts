import { IsIn, IsInt, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import { SERVICES, type ServiceName } from '@biaozhi/contracts';

const URL_OPTIONS = { require_tld: false, require_protocol: true };

/** Names in the environment are the fields' names in UPPER_SNAKE. */
export class GatewayConfig {
  /** Port of HTTP; 0 takes a free one. */
  @IsInt() @Min(0) @Max(65535) port: number = 8080;
  @IsString() host: string = '127.0.0.1';
  /** The address that people see. With https, cookies are `Secure` and HSTS is sent. */
  @IsUrl(URL_OPTIONS) publicUrl: string = 'http://localhost:8080';
  /**
   * Address of each service; `{service}` stands for its name. In a cluster one pattern does (`http://{service}:3000`),
   * on one machine each has a port: `identity=http://127.0.0.1:3001,red-page=http://…`.
   */
  @IsString() upstreams: string = 'http://{service}:3000';
  /** Secrets that seal the session cookie, at least 32 characters each, separated by commas: the first seals, all open. */
  @MinLength(32) sessionKeys!: string;
  /** Folder of the built portal; when it is absent, a page with the services' documentation is served instead. */
  @IsString() portalDir: string = 'apps/portal/dist';
  /** Requests that one address may make in a minute, in this process. */
  @IsInt() @Min(1) rateLimit: number = 1200;
  /** Log-ins that one address may try in a minute, in this process. */
  @IsInt() @Min(1) logInLimit: number = 20;
  /** Searches for badges that one address may make in a minute without a log-in, in this process. */
  @IsInt() @Min(1) searchLimit: number = 60;
  /** Reports of fake sites that one address may make in a minute, in this process. */
  @IsInt() @Min(1) reportLimit: number = 5;
  /** Largest body in bytes. */
  @IsInt() @Min(1024) bodyLimit: number = 1024 * 1024;
  /** Milliseconds that a service may take to begin its answer. */
  @IsInt() @Min(100) upstreamTimeout: number = 30_000;
  /** Proxies in front of this one whose X-Forwarded-For is believed: none, or a list of addresses and networks. */
  @Matches(/^(none|[0-9a-fA-F.:/, ]+)$/) trustedProxies: string = 'none';
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'silent']) logLevel: string = 'info';
}

/** Addresses of all services. @throws Error when one has none. */
export function upstreamsOf({ upstreams }: Pick<GatewayConfig, 'upstreams'>): Record<ServiceName, string> {
  const listed = new Map<string, string>(
    upstreams.split(',').map((entry) => {
      const [, name = '', url = ''] = /^\s*([a-z-]+)=(.*?)\s*$/.exec(entry) ?? [];
      return [name, url];
    }),
  );
  const addressOf = (service: ServiceName): string => {
    const address = upstreams.includes('{service}') ? upstreams.replace('{service}', service) : listed.get(service);
    if (!address || !URL.canParse(address)) throw new Error(`UPSTREAMS names no address of ${service}`);
    return address.replace(/\/$/, '');
  };
  return Object.fromEntries(SERVICES.map((service) => [service, addressOf(service)])) as Record<ServiceName, string>;
}
