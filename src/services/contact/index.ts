export { checksOf, methodsOf, standings } from "./contact.store.ts";
export { contactCode } from "./contact-code.ts";
export type { NamedMethod } from "./method.ts";
export { noteFailure, noteSuccess } from "./note-outcome.ts";
export { type Unreachable, withoutWorkingMethod } from "./readiness.ts";
export { CODE_TEXT, sendContactCode } from "./send-contact-code.ts";
export { reliable, type Standing } from "./standing.rules.ts";
export { verifyContactMethod, type VerifyContactMethod, vouchForContactMethod, type VouchForContactMethod } from "./verify-contact-method.ts";
