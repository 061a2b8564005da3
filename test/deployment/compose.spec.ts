import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { loadConfig } from '@biaozhi/service-kit';
import { SERVICES } from '@biaozhi/contracts';
import { GatewayConfig } from '../../apps/gateway/src/config.js';
import { ROOT } from './manifests.js';

interface ComposeService {
  image: string;
  build?: { context: string; args: { SERVICE: string } };
  command?: string[];
  environment?: Record<string, string | number>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  ports?: string[];
  volumes?: string[];
}

const compose = parse(fs.readFileSync(path.join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, ComposeService>;
  volumes: Record<string, unknown>;
};
const { services } = compose;
const text = (environment: ComposeService['environment'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));

describe('docker-compose.yml', () => {
  it('has PostgreSQL, NATS, a mail catcher, every service with its migration, and the gateway', () => {
    const jobs = SERVICES.map((service) => `${service}-migrate`);
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(['postgres', 'nats', 'mail', ...SERVICES, ...jobs, 'gateway']),
    );
  });

  it.each(SERVICES)('starts %s after its migration, on its own database and user of the bus', (service) => {
    const { image, environment, depends_on } = services[service]!;
    expect(image).toBe(`biaozhi/${service}`);
    const migration = services[`${service}-migrate`]!;
    expect(migration).toMatchObject({ image, command: ['migrate'], build: { args: { SERVICE: service } }, environment });
    expect(depends_on).toMatchObject({
      [`${service}-migrate`]: { condition: 'service_completed_successfully' },
      nats: { condition: 'service_healthy' },
    });
    const role = service.replaceAll('-', '_');
    const database = new URL(String(environment?.DATABASE_URL));
    expect([database.username, database.hostname, database.pathname]).toEqual([role, 'postgres', `/${role}`]);
    expect(services.postgres!.environment).toHaveProperty(`PASSWORD_${role.toUpperCase()}`, database.password);
    const bus = new URL(String(environment?.NATS_URL));
    expect(bus.username).toBe(service);
    expect(services.nats!.environment).toHaveProperty(`NATS_PASSWORD_${role.toUpperCase()}`, bus.password);
  });

  it('lets the gateway begin when every service answers, with settings that it accepts', () => {
    const { environment, depends_on, build } = services.gateway!;
    expect(build?.args.SERVICE).toBe('gateway');
    expect(depends_on).toEqual(Object.fromEntries(SERVICES.map((service) => [service, { condition: 'service_healthy' }])));
    const resolved = Object.fromEntries(
      Object.entries(text(environment)).map(([name, value]) => [name, value.replace(/\$\{\w+:-(.*?)\}/, '$1')]),
    );
    expect(loadConfig(GatewayConfig, resolved)).toMatchObject({ port: 8080, upstreams: 'http://{service}:3000' });
  });

  it('shows nothing beyond this machine', () => {
    for (const { ports = [] } of Object.values(services)) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  it('mounts only files that exist and volumes that are declared', () => {
    for (const { volumes = [] } of Object.values(services)) {
      for (const volume of volumes) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('.')) expect(fs.existsSync(path.join(ROOT, source))).toBe(true);
        else expect(compose.volumes).toHaveProperty(source);
      }
    }
  });

  it('builds every image from the one Dockerfile, which has a health check', () => {
    const dockerfile = fs.readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8');
    expect(dockerfile).toMatch(/^ARG SERVICE$/m);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    for (const { build } of Object.values(services)) if (build) expect(build.context).toBe('.');
  });
});
