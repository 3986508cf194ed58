import pino, { type Logger } from "pino";

export type { Logger };

/** An error as it is logged. A failed statement carries the values that were bound to it; those stay out. */
function withoutData(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name: type, message, stack, cause } = error;
  return { type, message, stack, ...("code" in error && { code: error.code }), ...(cause !== undefined && { cause: withoutData(cause) }) };
}

/** One JSON line per happening on standard error. What could hold a secret is never passed in, and cut out if it is. */
export const createLog = (level: string): Logger =>
  pino(
    { level, base: null, serializers: { err: withoutData }, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths: ["authorization", "*.authorization", "token", "*.token", "password", "*.password", "secret", "*.secret", "secretKeys", "*.secretKeys", "cookie", "*.cookie"], censor: "[secret]" } },
    pino.destination({ dest: 2, sync: true }),
  );
