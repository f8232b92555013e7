/** What an alarm list tells of each event, left to right. Where there is little room the last ones are left out. */
export const COLUMNS = ['priority', 'likelihood', 'event', 'value', 'raised', 'count', 'state', 'next'] as const;
