import fs from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** A Kubernetes object as it is written down, with the file that it comes from. */
export interface Manifest {
  file: string;
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string> };
  spec?: PodOwner;
  stringData?: Record<string, string>;
  data?: Record<string, string>;
}

interface PodOwner {
  replicas?: number;
  template?: { spec: PodSpec };
  scaleTargetRef?: { name: string };
  selector?: Record<string, unknown>;
  ports?: { port: number }[];
}

export interface PodSpec {
  automountServiceAccountToken?: boolean;
  securityContext?: { runAsNonRoot?: boolean; seccompProfile?: { type: string } };
  initContainers?: Container[];
  containers: Container[];
}

export interface Container {
  name: string;
  image: string;
  args?: string[];
  envFrom?: { secretRef?: { name: string }; configMapRef?: { name: string; optional?: boolean } }[];
  livenessProbe?: object;
  readinessProbe?: object;
  resources?: { requests?: object; limits?: object };
  securityContext?: { allowPrivilegeEscalation?: boolean; readOnlyRootFilesystem?: boolean; capabilities?: { drop?: string[] } };
}

/** Every object that `kubectl apply -k <dir>` would apply, following the kustomizations. */
export function manifestsOf(dir: string): Manifest[] {
  const { resources } = parse(fs.readFileSync(path.join(dir, 'kustomization.yaml'), 'utf8')) as { resources: string[] };
  return resources.flatMap((resource) => {
    const place = path.join(dir, resource);
    return fs.statSync(place).isDirectory() ? manifestsOf(place) : objectsIn(place);
  });
}

export const objectsIn = (file: string): Manifest[] =>
  parseAllDocuments(fs.readFileSync(file, 'utf8'), { merge: true }).map((document) => {
    if (document.errors.length) throw document.errors[0]!;
    return { file: path.relative(ROOT, file), ...(document.toJS() as Omit<Manifest, 'file'>) };
  });
