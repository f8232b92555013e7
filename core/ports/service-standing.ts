/** How the latest takes of one person or shift compare to what was agreed. */
export interface ServiceStanding {
  readonly kind: 'person' | 'shift';
  /** Name of the person, or the local hour at which the shift begins, such as `06:00`. */
  readonly who: string;
  /** Takes that it rests on, the latest; since Telltale started. */
  readonly takes: number;
  readonly isDegraded: boolean;
  readonly targets: readonly {
    /** What was agreed, 0.8 for 80 %. */
    readonly share: number;
    readonly withinSeconds: number;
    readonly reached: number;
  }[];
}
