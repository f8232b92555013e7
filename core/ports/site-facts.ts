/** What is known of a site beyond what it reports. */
export interface SiteFacts {
  /** How people call it. */
  readonly title?: string;
  /** How people call its sensors, by the names they send. */
  readonly sensorNames: Readonly<Record<string, string>>;
  readonly timeZone?: string;
  /** File with the floor plan, SVG. */
  readonly planFile?: string;
  /** Places on the plan, as shares of its width and height. */
  readonly sensors: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
  readonly procedure?: readonly string[];
}

/** A camera that looks at the sensors which match. */
export interface CameraView {
  readonly match: { readonly site: string; readonly sensor: string };
  readonly stillUrl?: string;
  readonly streamUrl?: string;
}

export interface CameraSettings {
  /** Private networks, as CIDR, in which a camera may be found by name. */
  readonly networks: readonly string[];
  readonly views: readonly CameraView[];
}
