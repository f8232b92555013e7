import { describe, expect, it } from 'vitest';
import { decideAccess, type RequestFacts } from './access.ts';

function request(changes: Partial<RequestFacts> = {}): RequestFacts {
  return {
    method: 'GET',
    remoteAddress: '127.0.0.1',
    headers: { host: 'localhost:8080' },
    ...changes,
  };
}

function withHeaders(headers: RequestFacts['headers'], method = 'GET'): RequestFacts {
  return request({ method, headers: { host: 'localhost:8080', ...headers } });
}

describe('who may use the console', () => {
  it.each([
    ['IPv4', '127.0.0.1', 'localhost:8080'],
    ['the whole loopback network', '127.8.9.1', '127.0.0.1'],
    ['IPv6', '::1', '[::1]:8080'],
    ['IPv4 mapped into IPv6', '::ffff:127.0.0.1', 'LOCALHOST'],
  ])('lets this machine in over %s', (_name, remoteAddress, host) => {
    expect(decideAccess(request({ remoteAddress, headers: { host } })).allowed).toBe(true);
  });

  it.each([
    ['another machine', '192.168.1.20'],
    ['another machine mapped into IPv6', '::ffff:10.0.0.1'],
    ['an address that only begins alike', '127.evil'],
    ['a closed socket', undefined],
  ])('refuses %s', (_name, remoteAddress) => {
    expect(decideAccess(request({ remoteAddress }))).toMatchObject({ allowed: false });
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io:8080', 'localhost:8080@evil', '[::1].evil', ''])(
    'refuses the host name %j, which DNS rebinding would send',
    (host) => {
      const decision = decideAccess(request({ headers: { host } }));
      expect(decision).toMatchObject({ allowed: false, remedy: expect.stringContaining('http://localhost') });
    },
  );

  it.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'])(
    'refuses a request that carries %s',
    (header) => expect(decideAccess(withHeaders({ [header]: '127.0.0.1' }))).toMatchObject({ allowed: false }),
  );

  it.each([
    [{ origin: 'http://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://localhost:3000' }],
    [{ origin: 'https://localhost:8080' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('refuses a change asked for by a foreign page: %j', (headers) => {
    expect(decideAccess(withHeaders(headers, 'POST'))).toMatchObject({ allowed: false });
  });

  it.each([[{}], [{ origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' }]])(
    'accepts a change from a program or from its own page: %j',
    (headers) => expect(decideAccess(withHeaders(headers, 'POST')).allowed).toBe(true),
  );

  it('lets a link from elsewhere open the page', () => {
    expect(decideAccess(withHeaders({ 'sec-fetch-site': 'cross-site' })).allowed).toBe(true);
  });
});
