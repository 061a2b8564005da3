import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { natsPermissions } from '@biaozhi/bus';
import { SERVICES } from '@biaozhi/contracts';
import { natsConfig } from '../../tools/suite/nats-config.mjs';
import { manifestsOf, objectsIn, ROOT, type Manifest, type PodSpec } from './manifests.js';

const K8S = path.join(ROOT, 'k8s');
const manifests = manifestsOf(K8S);
const secrets = objectsIn(path.join(K8S, 'secrets.example.yaml'));
const programs = [...SERVICES, 'gateway'];
const named = (kind: string, name: string): Manifest | undefined =>
  manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
const withPods = manifests.filter((manifest) => manifest.spec?.template);
const podOf = (manifest: Manifest): PodSpec => manifest.spec!.template!.spec;
const title = ({ kind, metadata, file }: Manifest): string => `${kind} ${metadata.name} (${file})`;

/** `apps/v1` has its classes in `kubernetes-models/apps/v1`, `autoscaling/v2` likewise, the core in `kubernetes-models/v1`. */
const moduleOf = ({ apiVersion }: Manifest): string => `kubernetes-models/${apiVersion}`;

const plain = ({ file: _, ...object }: Manifest): object => object;

describe('the manifests of Kubernetes', () => {
  it.each([...manifests, ...secrets].map((manifest) => [title(manifest), manifest] as const))(
    'fit the schema: %s',
    async (_, manifest) => {
      const models = (await import(moduleOf(manifest))) as Record<string, new (object: object) => { validate(): void }>;
      const Model = models[manifest.kind]!;
      expect(() => new Model(plain(manifest)).validate()).not.toThrow();
    },
  );

  it('have no field that Kubernetes does not know', async () => {
    // The schemas let unknown fields pass; the compiler does not, in an object literal.
    fs.mkdirSync(path.join(ROOT, '.state'), { recursive: true });
    const dir = fs.mkdtempSync(path.join(ROOT, '.state', 'manifests-'));
    try {
      const text = [...manifests, ...secrets].map((manifest, n) => {
        const from = JSON.stringify(moduleOf(manifest));
        return `import type { I${manifest.kind} as Kind${n} } from ${from};\nexport const object${n}: Kind${n} = ${JSON.stringify(plain(manifest))};`;
      });
      fs.writeFileSync(path.join(dir, 'manifests.ts'), text.join('\n'));
      const options = ['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', '--types', ''];
      const compiler = path.join(ROOT, 'node_modules/typescript7/bin/tsc');
      await promisify(execFile)(process.execPath, [compiler, ...options, path.join(dir, 'manifests.ts')], { cwd: dir }).catch(
        (error: { stdout: string }) => {
          throw new Error(error.stdout);
        },
      );
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  });

  it.each(programs)('run %s with a service, probes and a scaler', (program) => {
    const [container] = podOf(named('Deployment', program)!).containers;
    expect(container).toMatchObject({
      image: `biaozhi/${program}`,
      livenessProbe: { httpGet: { path: '/health/live' } },
      readinessProbe: { httpGet: { path: '/health/ready' } },
    });
    expect(named('Service', program)).toBeDefined();
    expect(named('HorizontalPodAutoscaler', program)?.spec?.scaleTargetRef?.name).toBe(program);
  });

  it.each(SERVICES)('migrate %s by a job', (service) => {
    const { containers, initContainers = [] } = podOf(named('Job', `${service}-migrate`)!);
    const [first] = [...initContainers, ...containers];
    expect(first).toMatchObject({ image: `biaozhi/${service}`, args: ['migrate'] });
  });

  it.each(withPods.map((manifest) => [title(manifest), manifest] as const))('give away no privilege: %s', (_, manifest) => {
    const pod = podOf(manifest);
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const container of [...(pod.initContainers ?? []), ...pod.containers]) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources).toMatchObject({ requests: expect.anything(), limits: { memory: expect.anything() } });
    }
  });

  it('ask only for settings and secrets that are described', () => {
    const known = new Set([...manifests, ...secrets].map(({ kind, metadata }) => `${kind} ${metadata.name}`));
    for (const { envFrom = [] } of withPods.flatMap((manifest) => podOf(manifest).containers)) {
      for (const { secretRef, configMapRef } of envFrom) {
        if (secretRef) expect(known).toContain(`Secret ${secretRef.name}`);
        if (configMapRef && !configMapRef.optional) expect(known).toContain(`ConfigMap ${configMapRef.name}`);
      }
    }
  });

  it('hold no secret', () => {
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  });

  it('give each service the permissions on the bus that the contracts name', () => {
    const users = SERVICES.map((user) => ({ user, permissions: natsPermissions(user) }));
    const written = fs.readFileSync(path.join(K8S, 'infrastructure/nats-server.conf'), 'utf8');
    // When this fails: node tools/nats-config.mjs
    expect(written).toBe(natsConfig(users));
  });
});
