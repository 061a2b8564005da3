import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { accepts } from '../../infrastructure/ports.mjs';
import { background, end, until } from '../../infrastructure/processes.mjs';

const PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', ...(process.env.PATH ?? '').split(path.delimiter).map((dir) => path.join(dir, 'nginx'))];

/** One worker of nginx that serves the bodies as files; nothing where nginx is not installed. */
export async function startNginx({ dir, port, answers, pinned }) {
  const nginx = PLACES.find((file) => fs.existsSync(file));
  if (!nginx) return undefined;
  for (const [place, { body }] of Object.entries(answers)) {
    const file = path.join(dir, 'files', place);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, Buffer.from(body, 'base64'));
  }
  const config = path.join(dir, 'nginx.conf');
  fs.writeFileSync(config, configuration({ dir, port }));
  const command = [nginx, '-c', config, '-p', dir, '-e', path.join(dir, 'error.log')];
  const [program, ...args] = pinned ? ['taskset', '-c', '0', ...command] : command;
  const handle = background(program, args, { log: path.join(dir, 'nginx.log') });
  await until(() => accepts(port), { message: 'nginx did not answer' });
  return { port, version: spawnSync(nginx, ['-v'], { encoding: 'utf8' }).stderr.trim(), stop: () => end(handle) };
}

const configuration = ({ dir, port }) => `daemon off;
user root;
worker_processes 1;
pid ${dir}/nginx.pid;
events { worker_connections 256; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=2000 inactive=60s;
  types { text/javascript js; }
  charset utf-8;
  client_body_temp_path ${dir}/t1; proxy_temp_path ${dir}/t2; fastcgi_temp_path ${dir}/t3; uwsgi_temp_path ${dir}/t4; scgi_temp_path ${dir}/t5;
  server {
    listen 127.0.0.1:${port};
    root ${dir}/files;
    add_header cache-control "public, max-age=30";
    add_header cross-origin-resource-policy cross-origin;
    add_header x-content-type-options nosniff;
  }
}
`;
