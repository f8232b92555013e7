/** What a control room does about an event (seeds/004, figure 1), where the site has no procedure of its own. */
export const DEFAULT_PROCEDURE: readonly string[] = [
  'See the video',
  'Ask for an on-site check',
  'Look for other alarms of the site',
  'Decide: true, false, inappropriate or other',
];
