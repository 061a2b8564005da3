import http from 'node:http';

/** Web servers of units that have their own: one process, one site a host name, with the snippet where it belongs. */
export async function startOwnSites() {
  const sites = new Map();
  const server = http.createServer((request, response) => {
    const site = sites.get(request.headers.host);
    response.writeHead(site ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(site ? pageOf(site) : 'no such site');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    /** The address of a unit's site. */
    homePage: (host) => `http://${host}:${port}/`,
    /** Puts the pages up, with a snippet before `</body>`. */
    publish: (host, title, snippet) => sites.set(`${host}:${port}`, { title, snippet }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const pageOf = ({ title, snippet }) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1><p>欢迎访问。</p><p><a href="/about">关于我们</a></p>
<footer style="text-align:center">${snippet}</footer>
</body></html>`;
