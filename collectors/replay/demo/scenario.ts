import type { SignalClass } from '../../../core/signal.ts';

/** A small warehouse: three calm hours, two minutes in which much goes wrong, then a trouble every two minutes. */
export const PAST_SECONDS = 10_800;
export const PAST_STEP_SECONDS = 60;
export const LIVE_SECONDS = 600;
export const LIVE_STEP_SECONDS = 5;

/** Rows from here to the end are played again and again. */
export const LOOP_FROM_SECONDS = 120;

/** How far a series is from its calm course, `add` at full strength, with ramps of the given lengths. */
export interface Disturbance {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly rampSeconds: number;
  readonly add: number;
}

/** The calm course is `mean` plus waves plus noise, never below `minimum`. */
export interface DemoSeries {
  readonly sensor: string;
  readonly metric: string;
  readonly mean: number;
  readonly waves: readonly Wave[];
  readonly noise: number;
  readonly minimum: number;
  readonly decimals: number;
  readonly disturbances: readonly Disturbance[];
}

/** Triangle waves. A period divides the length of the loop (480 s), so that the loop closes without a step. */
export interface Wave {
  readonly periodSeconds: 120 | 240 | 480;
  readonly amplitude: number;
}

/** An alarm that a device reports, with the time at which its condition ends. */
export interface DemoAlarm {
  readonly sensor: string;
  readonly type: string;
  readonly class: SignalClass;
  readonly message: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

const NO_LOWER_LIMIT = -1000;

export const DEMO_SERIES: readonly DemoSeries[] = [
  {
    sensor: 'cold-store-1',
    metric: 'temperature_celsius',
    mean: -21,
    waves: [{ periodSeconds: 480, amplitude: 0.5 }],
    noise: 0.12,
    minimum: NO_LOWER_LIMIT,
    decimals: 2,
    disturbances: [{ fromSeconds: 10, toSeconds: 90, rampSeconds: 0, add: 9 }],
  },
  {
    sensor: 'cold-store-2',
    metric: 'temperature_celsius',
    mean: -18.5,
    waves: [{ periodSeconds: 240, amplitude: 0.4 }],
    noise: 0.12,
    minimum: NO_LOWER_LIMIT,
    decimals: 2,
    disturbances: [{ fromSeconds: 420, toSeconds: 500, rampSeconds: 40, add: 5 }],
  },
  {
    sensor: 'server-room',
    metric: 'temperature_celsius',
    mean: 21.5,
    waves: [{ periodSeconds: 240, amplitude: 0.4 }],
    noise: 0.08,
    minimum: NO_LOWER_LIMIT,
    decimals: 2,
    disturbances: [{ fromSeconds: 45, toSeconds: 110, rampSeconds: 30, add: 7 }],
  },
  {
    sensor: 'server-room',
    metric: 'humidity_ratio',
    mean: 0.45,
    waves: [{ periodSeconds: 480, amplitude: 0.01 }],
    noise: 0.003,
    minimum: 0,
    decimals: 3,
    disturbances: [],
  },
  {
    sensor: 'main-meter',
    metric: 'power_watts',
    mean: 18_000,
    waves: [
      { periodSeconds: 240, amplitude: 1200 },
      { periodSeconds: 480, amplitude: 500 },
    ],
    noise: 220,
    minimum: 0,
    decimals: 0,
    disturbances: [{ fromSeconds: 35, toSeconds: 60, rampSeconds: 0, add: 14_000 }],
  },
  {
    sensor: 'corridor-pir',
    metric: 'motion_count',
    mean: 4,
    waves: [{ periodSeconds: 480, amplitude: 1 }],
    noise: 1,
    minimum: 0,
    decimals: 0,
    disturbances: [{ fromSeconds: 15, toSeconds: 60, rampSeconds: 0, add: 12 }],
  },
  {
    sensor: 'guard-watch',
    metric: 'heart_rate_bpm',
    mean: 78,
    waves: [{ periodSeconds: 480, amplitude: 9 }],
    noise: 1.8,
    minimum: 40,
    decimals: 0,
    disturbances: [{ fromSeconds: 180, toSeconds: 250, rampSeconds: 15, add: 80 }],
  },
  doorContact('dock-door-1', []),
  doorContact('dock-door-2', [{ fromSeconds: 15, toSeconds: 90, rampSeconds: 0, add: 1 }]),
  doorContact('side-door', [
    { fromSeconds: 25, toSeconds: 80, rampSeconds: 0, add: 1 },
    { fromSeconds: 300, toSeconds: 360, rampSeconds: 0, add: 1 },
  ]),
];

/** 1 is open. */
function doorContact(sensor: string, disturbances: readonly Disturbance[]): DemoSeries {
  return { sensor, metric: 'door_open', mean: 0, waves: [], noise: 0, minimum: 0, decimals: 0, disturbances };
}

export const DEMO_ALARMS: readonly DemoAlarm[] = [
  {
    sensor: 'dock-door-2',
    type: 'intrusion',
    class: 'intrusion',
    message: 'Opened without a badge while the dock was locked',
    fromSeconds: 15,
    toSeconds: 90,
  },
  {
    sensor: 'side-door',
    type: 'intrusion',
    class: 'intrusion',
    message: 'Forced open from outside',
    fromSeconds: 25,
    toSeconds: 80,
  },
  {
    sensor: 'alarm-panel',
    type: 'tamper',
    class: 'tamper',
    message: 'Cover of the panel opened',
    fromSeconds: 30,
    toSeconds: 75,
  },
  {
    sensor: 'reception-button',
    type: 'hold-up-button',
    class: 'hold-up',
    message: 'Hold-up button pressed at reception',
    fromSeconds: 40,
    toSeconds: 100,
  },
  {
    sensor: 'server-room',
    type: 'high-temperature',
    class: 'environment',
    message: 'Cooling unit reports high return temperature',
    fromSeconds: 70,
    toSeconds: 105,
  },
  {
    sensor: 'guard-watch',
    type: 'high-heart-rate',
    class: 'wellness',
    message: 'Heart rate above the limit set for the wearer',
    fromSeconds: 200,
    toSeconds: 250,
  },
  {
    sensor: 'side-door',
    type: 'door-held-open',
    class: 'technical',
    message: 'Door has been open for 30 s',
    fromSeconds: 330,
    toSeconds: 360,
  },
  {
    sensor: 'corridor-pir',
    type: 'low-battery',
    class: 'technical',
    message: 'Battery below 15 %',
    fromSeconds: 540,
    toSeconds: 580,
  },
];
