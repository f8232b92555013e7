import { describe, expect, it } from 'vitest';
import { MAX_INTERFACES, parseProcNetDev, realDisks, realInterfaces } from './host-selection.ts';
import type { InterfaceCounters } from './host-snapshot.ts';

function fileSystem(fs: string, type: string, mount: string, size = 100) {
  return { fs, type, mount, size, used: 40, available: 50, use: 44, rw: true };
}

describe('disks', () => {
  it('are those that store something, the root of a container included', () => {
    const disks = realDisks([
      fileSystem('overlay', 'overlay', '/'),
      fileSystem('/dev/sda1', 'ext4', '/data'),
      fileSystem('overlay2', 'overlay', '/var/lib/docker/overlay2/abc/merged'),
      fileSystem('tmpfs', 'tmpfs', '/run'),
      fileSystem('/dev/empty', 'ext4', '/empty', 0),
    ]);
    expect(disks.map(({ mount }) => mount)).toEqual(['/', '/data']);
  });

  it('appear once, at their shortest mount point', () => {
    const disks = realDisks([
      fileSystem('/dev/sda1', 'ext4', '/etc/hosts'),
      fileSystem('/dev/sda1', 'ext4', '/data'),
      fileSystem('/dev/sda1', 'ext4', '/data/very/deep'),
    ]);
    expect(disks.map(({ mount }) => mount)).toEqual(['/data']);
  });
});

const PROC_NET_DEV = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:    3193      42    0    0    0     0          0         0     3193      42    0    0    0     0       0          0
  eth0:424452361  319500   1    2    0     0          0         0  1464785   14060    3    4    0     0       0          0
 eth0:1:     10       1    0    0    0     0          0         0       20       1    0    0    0     0       0          0
 odd0: not numbers
`;

const QUIET: InterfaceCounters = {
  name: '',
  receivedBytes: 0,
  receiveErrors: 0,
  receiveDrops: 0,
  transmittedBytes: 0,
  transmitErrors: 0,
  transmitDrops: 0,
};

describe('interfaces', () => {
  it('are read from the kernel table, whatever the spacing and the name', () => {
    const interfaces = parseProcNetDev(PROC_NET_DEV);
    expect(interfaces.map(({ name }) => name)).toEqual(['lo', 'eth0', 'eth0:1']);
    expect(interfaces[1]).toEqual({
      name: 'eth0',
      receivedBytes: 424452361,
      receiveErrors: 1,
      receiveDrops: 2,
      transmittedBytes: 1464785,
      transmitErrors: 3,
      transmitDrops: 4,
    });
  });

  it('leave out the loopback and container pairs, and are bounded', () => {
    const named = (name: string): InterfaceCounters => ({ ...QUIET, name });
    const many = Array.from({ length: 100 }, (_, index) => named(`eth${index}`));
    expect(realInterfaces(['lo', 'veth12ab', 'wlan0'].map(named))).toEqual([named('wlan0')]);
    expect(realInterfaces(many)).toHaveLength(MAX_INTERFACES);
  });
});
