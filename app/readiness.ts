import type { Readiness } from '../core/ports/health.ts';
import { DATA_FOLDER } from './data-disk.ts';
import { isExportPart } from './exports.ts';

/**
 * What faults mean for whoever sends telemetry here. It is taken in and kept whatever becomes of its copies elsewhere, whether anybody
 * can be told, and as long as there is room: such faults are in the queue, and no reason to send nothing more.
 */
export function readinessOf(faultyParts: readonly string[], notifiers: readonly string[]): Readiness {
  const beside = new Set([DATA_FOLDER, ...notifiers.map(notifierPart)]);
  const isBeside = (part: string): boolean => beside.has(part) || isExportPart(part);
  return {
    problems: faultyParts.filter((part) => !isBeside(part)),
    degraded: faultyParts.filter(isBeside),
  };
}

/** What is faulty when the notifier cannot deliver. */
export function notifierPart(kind: string): string {
  return `${kind} notifier`;
}
