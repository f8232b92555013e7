/** Why readings will never reach a service: `too-old` for it, `refused` by it, `buffer-full` while it was down, `stopped` before they were sent. */
export const EXPORT_LOSSES = ['too-old', 'refused', 'buffer-full', 'stopped'] as const;
export type ExportLoss = (typeof EXPORT_LOSSES)[number];
