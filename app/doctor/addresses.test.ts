import { describe, expect, it } from 'vitest';
import { Secret } from '../../core/secret.ts';
import { addressesIn } from './addresses.ts';

describe('the servers that settings name', () => {
  it('are found wherever an address stands, with the usual port of their protocol', () => {
    const settings = {
      redisUrl: new Secret('rediss://user:secret@cache'),
      notifiers: { email: { url: new Secret('smtp://mail.example'), to: ['a@example.org'] } },
      exporters: { 'remote-write': { url: new Secret('https://u:p@[2001:db8::1]:9090/api/v1/write') } },
      collectors: { mqtt: { url: 'mqtt://broker' } },
    };
    const found = addressesIn(settings);
    expect(found).toEqual([
      { part: 'redisUrl', host: 'cache', port: 6379, isTls: true, origin: undefined },
      { part: 'notifiers.email.url', host: 'mail.example', port: 587, isTls: false, origin: undefined },
      {
        part: 'exporters.remote-write.url',
        host: '2001:db8::1',
        port: 9090,
        isTls: true,
        origin: 'https://[2001:db8::1]:9090',
      },
      { part: 'collectors.mqtt.url', host: 'broker', port: 1883, isTls: false, origin: undefined },
    ]);
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('are neither Telltale itself, nor what only others reach, nor patterns, nor plain words', () => {
    const settings = {
      http: { publicUrl: 'https://telltale.example' },
      grafana: { prometheusUrl: 'http://prometheus:9090' },
      cameras: { list: [{ stillUrl: 'http://{sensor}.cameras/still', streamUrl: 'rtsp://camera/1' }] },
      words: ['note: this', 'C:', 'urn:x', 'localhost:8080'],
    };
    expect(addressesIn(settings)).toEqual([]);
  });
});
