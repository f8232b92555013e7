/** Far more events at a site than people can look at one by one. */
export interface Storm {
  readonly site: string;
  readonly sinceMillis: number;
  readonly openedInTenMinutes: number;
}
