import { createServer, type RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cameraOf } from './camera-views.ts';
import { mayAsk } from './still-address.ts';
import { fetchStill } from './still-proxy.ts';

const VIEW = { match: { site: '*', sensor: 'door-*' }, stillUrl: 'http://nvr.example:8000/{site}/{sensor}.jpg' };

async function cameraThat(answers: RequestListener): Promise<URL> {
  const server = createServer(answers);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the camera listens nowhere');
  return new URL(`http://127.0.0.1:${address.port}/still`);
}

describe('the address of a picture', () => {
  it('holds the names as text, whatever they are', () => {
    const { stillUrl } = cameraOf([VIEW], 'a/../b', 'door-1?x=@evil.example#');
    expect(stillUrl?.href).toBe('http://nvr.example:8000/a%2F..%2Fb/door-1%3Fx%3D%40evil.example%23.jpg');
  });

  it.each(['.', '..'])('is none where the site is called %j', (site) => {
    expect(cameraOf([VIEW], site, 'door-1').stillUrl).toBeUndefined();
  });

  it('is none for a sensor that no camera looks at', () => {
    expect(cameraOf([VIEW], 'north', 'window').stillUrl).toBeUndefined();
  });
});

describe('what a name may lead to', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.7.9',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
  ])('is not %s', (address) => {
    expect(mayAsk('nvr.example', address, [])).toBe(false);
  });

  it('is the outside, and a network that the settings name', () => {
    expect(mayAsk('nvr.example', '203.0.113.9', [])).toBe(true);
    expect(mayAsk('nvr.example', '192.168.7.9', ['192.168.7.0/24'])).toBe(true);
    expect(mayAsk('nvr.example', '192.168.8.9', ['192.168.7.0/24'])).toBe(false);
  });
});

describe('a picture', () => {
  it('is handed on', async () => {
    const url = await cameraThat((_request, response) => {
      response.setHeader('content-type', 'image/jpeg').end('picture');
    });
    expect(await fetchStill(url, [])).toEqual({ type: 'image/jpeg', bytes: Buffer.from('picture') });
  });

  it('is not fetched where a redirect leads', async () => {
    const url = await cameraThat((_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    });
    await expect(fetchStill(url, [])).rejects.toThrow('answered with 302');
  });

  it('is a picture, and not larger than 5 MiB', async () => {
    const page = await cameraThat((_request, response) => response.setHeader('content-type', 'text/html').end('<b>'));
    await expect(fetchStill(page, [])).rejects.toThrow('not a picture');
    const large = await cameraThat((_request, response) => {
      response.setHeader('content-type', 'image/png').end(Buffer.alloc(6 * 1024 * 1024));
    });
    await expect(fetchStill(large, [])).rejects.toThrow('larger than 5 MiB');
  });

  it('is not asked for at a name that leads inside', async () => {
    const url = await cameraThat((_request, response) => response.end());
    await expect(fetchStill(new URL(`http://localhost:${url.port}/`), [])).rejects.toThrow('not named in the settings');
  });
});
