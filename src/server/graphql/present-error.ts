import { unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLErrorExtensions, type GraphQLFormattedError } from "graphql";
import { isOutage, sayOutage } from "../../database/outage.ts";
import { ERROR_CODES, type ErrorCode } from "../../entities/vocabulary.ts";
import { DomainError } from "../../services/errors.ts";
import { faultyField } from "./faulty-field.ts";

/** Codes of Apollo's that say "the request is wrong", in our words. */
const WRONG_REQUESTS = new Set([
  "BAD_USER_INPUT", "BAD_REQUEST", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED", "INVALID_INPUT",
]);

export type Report = (error: unknown) => void;

/** What a client sees of an error. `code` is what Apollo says of it. */
export type Present = (error: unknown, code?: string) => GraphQLFormattedError;

/** Without suggestions, graphql's "Did you mean" tells nobody what else is in the schema. */
export function presenter(report: Report, suggests: boolean): Present {
  return (error, code) => {
    const shown = presentError(error, report, code);
    return suggests ? shown : { ...shown, message: shown.message.replace(/ ?Did you mean [^]*\?$/, "") };
  };
}

/**
 * What a client sees of an error: a refusal with its code and details, an outage as UNAVAILABLE, and of anything else
 * nothing but that it happened. `report` hears of the last two with their cause.
 */
export function presentError(error: unknown, report: Report, code?: string): GraphQLFormattedError {
  const cause = unwrapResolverError(error);
  const where = error instanceof GraphQLError ? error.toJSON() : { message: String(error) };
  if (cause instanceof DomainError) return { ...where, message: cause.message, extensions: { code: cause.code, ...cause.details } };
  if (isOutage(cause)) {
    report(cause);
    return { ...where, message: sayOutage(cause), extensions: { code: "UNAVAILABLE" satisfies ErrorCode, retryAfterSeconds: 2 } };
  }
  if (cause instanceof GraphQLError && isOurs(cause)) return { ...where, extensions: withoutHttp(cause.extensions) };
  if (isOverflow(error)) return { ...where, message: "The document is nested too deeply", extensions: { code: "TOO_COMPLEX" satisfies ErrorCode } };
  if (cause instanceof GraphQLError && isWrongRequest(cause, code)) return { ...where, extensions: { code: "INVALID_INPUT" satisfies ErrorCode, ...fieldOf(cause) } };
  report(cause);
  return { ...where, message: "Something went wrong here; it has been logged", extensions: { code: "INTERNAL_SERVER_ERROR" satisfies ErrorCode } };
}

const fieldOf = (error: GraphQLError) => ("field" in error.extensions ? { field: error.extensions["field"] } : faultyField(error));

/** graphql walks a document by recursion. */
const isOverflow = (error: unknown) => error instanceof Error && error.message === "Maximum call stack size exceeded";

/** Presented once already, before GraphQL began. */
const isOurs = ({ extensions }: GraphQLError) => "http" in extensions && ERROR_CODES.some((code) => code === extensions["code"]);

/** Apollo has read the status from it by now; it is nothing for clients. */
const withoutHttp = ({ http: _, ...extensions }: GraphQLErrorExtensions): GraphQLErrorExtensions => extensions;

/** graphql's own errors have no cause: the document or its variables are wrong. `code` is what Apollo says of it. */
function isWrongRequest(error: GraphQLError, code?: string): boolean {
  const said = code ?? error.extensions["code"];
  return typeof said === "string" && said !== "INTERNAL_SERVER_ERROR" ? WRONG_REQUESTS.has(said) : error.path === undefined && (error.originalError == null || error.originalError instanceof GraphQLError);
}
