// A program for service-process.spec.ts: serves its pid and ends when asked at /crash.
import http from 'node:http';

const server = http.createServer((request, response) => {
  if (request.url === '/crash') process.exit(3);
  response.end(String(process.pid));
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => server.close(() => process.exit(0)));
