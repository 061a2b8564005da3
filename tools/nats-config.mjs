#!/usr/bin/env node
import fs from 'node:fs';
import path from 'node:path';
import { natsConfig } from './suite/nats-config.mjs';
import { ROOT, build, buildIsCurrent } from './suite/prepare.mjs';
import { SERVICES } from './suite/services.mjs';

// Writes the users and permissions of the contracts into the configuration that docker-compose.yml and k8s/ use.
if (!buildIsCurrent()) await build();
const { natsPermissions } = await import('../dist/libs/bus/src/permissions.js');
const file = path.join(ROOT, 'k8s/infrastructure/nats-server.conf');
fs.writeFileSync(file, natsConfig(SERVICES.map((user) => ({ user, permissions: natsPermissions(user) }))));
console.log(`written: ${path.relative(ROOT, file)}`);
