type Write = (details: object, message: string) => void;

/** What the embedded server needs of a logger; pino's has it. */
export interface Log {
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}
