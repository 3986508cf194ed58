import { GraphQLError } from "graphql";
import type { ErrorCode } from "../../entities/vocabulary.ts";

/** What a document is measured by. */
export type Measure = "tokens" | "depth" | "aliases" | "directives" | "cost";

/** `value` is what the document has; of tokens, which are not counted to the end, the first that is too many. */
export function tooComplex(limit: Measure, value: number, max: number): GraphQLError {
  const what = limit === "tokens" ? `more than ${max} tokens` : `${limit === "depth" || limit === "cost" ? `a ${limit} of ${value}` : `${value} ${limit}`}, and at most ${max} is taken`;
  return refusal("TOO_COMPLEX", `The document has ${what}; ask for less at once`, { limit, value, max }, 400);
}

export function tooNested(): GraphQLError {
  return refusal("TOO_COMPLEX", "The document is nested too deeply", { limit: "depth" }, 400);
}

export function rateLimited(retryAfterSeconds: number): GraphQLError {
  const headers = new Map([["retry-after", String(retryAfterSeconds)]]);
  return refusal("RATE_LIMITED", `You have asked for too much in a short time; try again in ${retryAfterSeconds} s`, { retryAfterSeconds }, 429, headers);
}

/** `http` is for Apollo and does not reach the client. */
function refusal(code: ErrorCode, message: string, details: object, status: number, headers = new Map<string, string>()): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...details, http: { status, headers } } });
}
