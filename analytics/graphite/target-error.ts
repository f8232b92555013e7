/** What is wrong with a target expression, and where: `position` counts characters from 1. */
export class TargetError extends Error {
  readonly position: number;

  constructor(problem: string, position: number) {
    super(`${problem} (character ${position} of the target)`);
    this.name = 'TargetError';
    this.position = position;
  }
}
