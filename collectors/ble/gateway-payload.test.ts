import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PAYLOAD_BYTES, MAX_SIGHTINGS, readGatewayPayload } from './gateway-payload.ts';

const DEVICE = 'aa:bb:cc:dd:ee:0f';
const BATTERY = { serviceUuid16: 0x180f, data: Buffer.from('58', 'hex') };

const read = (json: unknown) => readGatewayPayload(Buffer.from(JSON.stringify(json)));

describe('what a gateway publishes', () => {
  it.each(['rawData', 'raw', 'adv', 'data', 'advData'])('holds a whole advertisement under %s', (field) => {
    expect(read({ mac: DEVICE, rssi: -60, [field]: '02010604160F1858' })).toEqual({
      sightings: [{ device: DEVICE, rssiDbm: -60, manufacturerData: [], serviceData: [BATTERY], isCutOff: false }],
      refusals: [],
    });
  });

  it.each(['mac', 'id', 'addr', 'address'])('names the device under %s', (field) => {
    expect(read({ [field]: 'AABBCCDDEE0F', raw: '' }).sightings[0]?.device).toBe(DEVICE);
  });

  it('takes the first field that holds an address', () => {
    expect(read({ id: 17, mac: 'unknown', address: DEVICE, raw: '' }).sightings[0]?.device).toBe(DEVICE);
  });

  it.each(['0x180f', '180F', '0000180f-0000-1000-8000-00805f9b34fb'])('may split it, with the service %s', (uuid) => {
    const item = { id: DEVICE, rssi: -70, manufacturerdata: '4c000215', servicedatauuid: uuid, servicedata: '58' };
    expect(read(item).sightings[0]).toMatchObject({
      manufacturerData: [{ companyId: 0x4c, data: Buffer.from('0215', 'hex') }],
      serviceData: [BATTERY],
    });
  });

  it('leaves out service data of a service without a short name', () => {
    const item = { id: DEVICE, servicedatauuid: 'f000aa00-0451-4000-b000-000000000000', servicedata: '58' };
    expect(read(item).sightings[0]?.serviceData).toEqual([]);
  });

  it('may be an array, in which a gateway may speak of itself', () => {
    const { sightings, refusals } = read([
      { type: 'Gateway', mac: DEVICE },
      { mac: DEVICE, rawData: '' },
    ]);
    expect(sightings).toHaveLength(1);
    expect(refusals).toEqual([]);
  });

  it('has no signal strength where the receiver knew none', () => {
    for (const rssi of [127, 'strong', undefined, null, -200]) {
      expect(read({ mac: DEVICE, rssi, raw: '' }).sightings[0]?.rssiDbm).toBeUndefined();
    }
  });

  it('is refused item by item, good ones beside bad ones', () => {
    const { sightings, refusals } = read([
      { mac: DEVICE, raw: '020106' },
      7,
      null,
      ['x'],
      { raw: '020106' },
      { mac: DEVICE, raw: '0201zz' },
      { mac: DEVICE, raw: '020' },
      { mac: DEVICE, manufacturerdata: '4c0' },
      { mac: DEVICE, raw: '00'.repeat(2000) },
    ]);
    expect(sightings).toHaveLength(1);
    expect(refusals.map(({ reason }) => reason)).toEqual([
      'wrong-type',
      'wrong-type',
      'wrong-type',
      'wrong-type',
      'bad-frame',
      'bad-frame',
      'bad-frame',
      'too-large',
    ]);
  });

  it('is refused as a whole when it is no text, no JSON or too large', () => {
    expect(readGatewayPayload(Buffer.from([0xff])).refusals).toMatchObject([{ reason: 'not-utf8' }]);
    expect(readGatewayPayload(Buffer.from('{')).refusals).toMatchObject([{ reason: 'not-json' }]);
    expect(readGatewayPayload(Buffer.alloc(MAX_PAYLOAD_BYTES + 1, ' ')).refusals).toMatchObject([
      { reason: 'too-large' },
    ]);
  });

  it('is bounded in its number of advertisements', () => {
    const { sightings, refusals } = read(Array.from({ length: MAX_SIGHTINGS + 1 }, () => ({ mac: DEVICE, raw: '' })));
    expect(sightings).toHaveLength(MAX_SIGHTINGS);
    expect(refusals).toMatchObject([{ reason: 'too-large' }]);
  });

  it('never makes it throw', () => {
    const field = fc.constantFrom(
      'mac',
      'rawData',
      'data',
      'manufacturerdata',
      'servicedata',
      'servicedatauuid',
      'rssi',
    );
    const value = fc.oneof(fc.constant(DEVICE), fc.stringMatching(/^[0-9a-f]*$/), fc.jsonValue());
    fc.assert(fc.property(fc.array(fc.dictionary(field, value)), (items) => void read(items)));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void readGatewayPayload(bytes)));
    fc.assert(fc.property(fc.json(), (json) => void readGatewayPayload(Buffer.from(json))));
  });
});
