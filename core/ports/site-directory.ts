export interface SensorEntry {
  readonly sensor: string;
  /** How people call it; absent where nobody has said so yet. */
  readonly name?: string;
}

/** A site that has sent something, or that the settings name. */
export interface SiteEntry {
  readonly site: string;
  readonly title?: string;
  readonly sensors: readonly SensorEntry[];
}

export interface SiteDirectory {
  /** By name. */
  sites(): readonly SiteEntry[];
}
