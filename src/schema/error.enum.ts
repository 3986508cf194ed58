import { ERROR_CODES } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const ErrorCodeEnum = enumFrom("ErrorCode", ERROR_CODES,
  "Why a request was refused: `errors[].extensions.code`. The set is closed; `ErrorExtensions` has the rest.", {
    NOT_FOUND: "There is no such thing, or the caller may not know of it.",
    INVALID_INPUT: "An input is malformed, too long or makes no sense; `field` names it.",
    ILLEGAL_TRANSITION: "The incident cannot go there from where it is; `allowed` lists where it can.",
    STALE_REVISION:
      "The thing has changed since the revision or version that was expected; `current` is how it stands.",
    IDEMPOTENCY_KEY_REUSED: "The idempotency key was used before with other input.",
    CONFLICT: "What is asked for clashes with how things stand, such as a slug that is taken.",
    GUARDRAIL: "The text of a message breaks rules for its audience; `findings` lists them.",
    FORBIDDEN: "The caller is known but lacks the right.",
    UNAUTHENTICATED: "A token is missing, unknown, expired or revoked.",
    RATE_LIMITED: "Too many requests; try again later.",
    TOO_COMPLEX: "The document asks for too much at once; ask for less.",
    CURSOR_EXPIRED: "The feed keeps 30 days and the cursor is older; start again without one.",
    UNAVAILABLE: "The hub cannot serve this at the moment; the same request may work later.",
    INTERNAL_SERVER_ERROR: "A fault of the hub. The details are in its log, not in the answer.",
  });
