import { SlotChunks } from '../slot-chunks.ts';
import { SlotLayout, type SlotMemory } from '../slot-memory.ts';

/** A part of the score with the memory of one slot. */
export function withOneSlot<Part>(create: (layout: SlotLayout) => Part): { part: Part; memory: SlotMemory } {
  const layout = new SlotLayout();
  const part = create(layout);
  const chunks = new SlotChunks(layout);
  chunks.ensureSlots(1);
  const memory: SlotMemory = {
    wide: new Float64Array(0),
    wideBase: 0,
    narrow: new Float32Array(0),
    narrowBase: 0,
    counts: new Uint16Array(0),
    countsBase: 0,
  };
  chunks.moveTo(0, memory);
  return { part, memory };
}
