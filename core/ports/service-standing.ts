/** What people are to do in time: take an event, work on what they took, close it. */
export const SERVICE_KINDS = ['take', 'response', 'close'] as const;

export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** How the latest answers of one person or shift compare to what was agreed. */
export interface ServiceStanding {
  readonly kind: 'person' | 'shift';
  /** Name of the person, or the local hour at which the shift begins, such as `06:00`. */
  readonly who: string;
  /** Takes that it rests on, the latest; since Telltale started. */
  readonly takes: number;
  readonly isDegraded: boolean;
  readonly targets: readonly {
    readonly of: ServiceKind;
    /** What was agreed, 0.8 for 80 %. */
    readonly share: number;
    readonly withinSeconds: number;
    /** Null where there was none yet. */
    readonly reached: number | null;
  }[];
}
