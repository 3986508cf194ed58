import type { ErrorCode } from "../entities/vocabulary.ts";

/** Typed facts beside the message: `field`, `allowed`, `current`, `findings` ... */
export type ErrorDetails = Record<string, unknown>;

/** A refusal the caller can act on. Anything else that is thrown is a bug. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
  }
}

export const notFound = (what: string, field?: string, details: ErrorDetails = {}) =>
  new DomainError("NOT_FOUND", `There is no ${what}`, field ? { field, ...details } : details);

/** `field` is the input at fault, as the client wrote it (`input.title` is `title`). */
export const invalid = (field: string, message: string, details: ErrorDetails = {}) =>
  new DomainError("INVALID_INPUT", message, { field, ...details });

export const conflict = (message: string, details: ErrorDetails = {}) => new DomainError("CONFLICT", message, details);
