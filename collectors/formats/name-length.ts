/** The longest site, sensor, metric, label or unit that is taken from outside, in characters. */
export const MAX_NAME_LENGTH = 200;
