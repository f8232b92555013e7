import { describe, expect, it } from 'vitest';
import { topicWildcards } from './topic-wildcards.ts';

describe('the wildcards of a topic', () => {
  it('are what each + stands for', () => {
    expect(topicWildcards('telltale/+/+/ble', 'telltale/depot/gate/ble')).toEqual(['depot', 'gate']);
    expect(topicWildcards('home/+/BTtoMQTT/#', 'home/hall/BTtoMQTT/AABB')).toEqual(['hall']);
    expect(topicWildcards('gw/status', 'gw/status')).toEqual([]);
  });
});
