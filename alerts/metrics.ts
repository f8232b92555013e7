import { Counter, Gauge, type Registry } from 'prom-client';
import { FAILURE_REASONS, type FailureReason } from '../core/failure.ts';

/** What alerts count about themselves; see docs/specs/metrics.md. */
export interface AlertMetrics {
  /** One delivery is tried, however many attempts it takes. */
  delivering(notifier: string): void;
  failedForGood(notifier: string, reason: FailureReason): void;
  breakerChanged(notifier: string, open: boolean): void;
}

/** Registers the metrics with every label value at 0, so that a first failure is a rise. */
export function createAlertMetrics(registry: Registry, notifiers: readonly string[]): AlertMetrics {
  const registers = [registry];
  const notifications = new Counter({
    name: 'telltale_notifications_total',
    help: 'Deliveries tried.',
    labelNames: ['notifier'],
    registers,
  });
  const failures = new Counter({
    name: 'telltale_notification_failures_total',
    help: 'Deliveries that failed for good.',
    labelNames: ['notifier', 'reason'],
    registers,
  });
  const breakerOpen = new Gauge({
    name: 'telltale_breaker_open',
    help: '1 while a circuit breaker refuses calls.',
    labelNames: ['name'],
    registers,
  });
  for (const notifier of notifiers) {
    notifications.inc({ notifier }, 0);
    breakerOpen.set({ name: notifier }, 0);
    for (const reason of FAILURE_REASONS) failures.inc({ notifier, reason }, 0);
  }
  return {
    delivering: (notifier) => notifications.inc({ notifier }),
    failedForGood: (notifier, reason) => failures.inc({ notifier, reason }),
    breakerChanged: (notifier, open) => breakerOpen.set({ name: notifier }, open ? 1 : 0),
  };
}
