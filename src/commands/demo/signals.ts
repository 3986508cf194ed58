/** What a shell makes of a program that a signal ended. */
const EXIT_CODE = { SIGINT: 130, SIGTERM: 143 };

interface Signals {
  /** Aborts when the demo is interrupted. The hub hears the same signal and stops by itself. */
  aborted: AbortSignal;
  /** From here on being stopped is how it ends. */
  expect(): void;
}

export function hearSignals(): Signals {
  const interruption = new AbortController();
  let isExpected = false;
  const hear = (signal: keyof typeof EXIT_CODE) => {
    if (isExpected) return;
    process.exitCode ??= EXIT_CODE[signal];
    interruption.abort(new Error(signal));
  };
  process.on("SIGINT", hear).on("SIGTERM", hear);
  // A reader that leaves, as `head` does, would otherwise end the process at once and leave the database behind.
  process.stdout.on("error", () => process.kill(process.pid, "SIGTERM"));
  return { aborted: interruption.signal, expect: () => (isExpected = true) };
}
