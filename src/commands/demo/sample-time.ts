/** Of the sample, in UTC. Its times are written here as it has them: "14:23", or with seconds. */
const DAY = "2024-02-15";

export const sampleInstant = (time: string): number => Date.parse(`${DAY}T${time.length === 5 ? `${time}:00` : time}Z`);

/** As a clock shows it: "14:23:00". */
export const clockFace = (instant: number): string => new Date(instant).toISOString().slice(11, 19);

/** Moves all of the sample's times by one constant, a whole number of seconds. */
export class Shift {
  private readonly ms: number;

  /** `time` of the sample is to be `instant`, or just before it. */
  constructor(time: string, instant: Date) {
    this.ms = Math.floor((instant.getTime() - sampleInstant(time)) / 1_000) * 1_000;
  }

  get seconds(): number {
    return this.ms / 1_000;
  }

  at = (time: string): Date => new Date(sampleInstant(time) + this.ms);
}
