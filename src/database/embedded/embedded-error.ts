/** The embedded database cannot run for a reason its user can remove. The message is ready to print. */
export class EmbeddedError extends Error {
  override name = "EmbeddedError";
}

/** The `code` of a system error ("EACCES"); "" for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
