import http from 'node:http';
import fs from 'node:fs';
import { serveProgram } from '../program.mjs';

// A program: the same answers by `node:http` with nothing around it, from a file { path: { headers, body, etag } } (JSON).

const answers = new Map(Object.entries(JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))));
for (const answer of answers.values()) answer.body = Buffer.from(answer.body, 'base64');

const server = http.createServer((request, response) => {
  const answer = answers.get(request.url);
  if (!answer) return response.writeHead(404).end();
  if (request.headers['if-none-match'] === answer.headers.etag) return response.writeHead(304, answer.headers304).end();
  response.writeHead(200, answer.headers).end(answer.body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => serveProgram({}, { port: server.address().port }));
