import { upstreamsOf } from './config.js';

describe('upstreamsOf', () => {
  it('fills a pattern', () => {
    expect(upstreamsOf({ upstreams: 'http://{service}:3000' })['red-page']).toBe('http://red-page:3000');
  });

  it('reads a list', () => {
    const upstreams = [
      'identity=http://127.0.0.1:1/',
      'domain-registration=http://127.0.0.1:2',
      'application-review=http://127.0.0.1:3',
      'archival-filing=http://127.0.0.1:4',
      'badge-issuance=http://127.0.0.1:5',
      'red-page=http://127.0.0.1:6',
      'notification=http://127.0.0.1:7',
    ].join(', ');
    expect(upstreamsOf({ upstreams }).identity).toBe('http://127.0.0.1:1');
  });

  it('refuses a list that leaves a service out', () => {
    expect(() => upstreamsOf({ upstreams: 'identity=http://127.0.0.1:1' })).toThrow('domain-registration');
  });
});
