export { about, noteChange, type Operation, type Origin } from "./act.ts";
export { csvLine, CSV_HEAD } from "./csv.rules.ts";
export { type AuditHead, head, headIsOurs } from "./head.ts";
export { type AuditFilter, type AuditRecord, list } from "./audit.store.ts";
export { sealed, type SealedEntry } from "./export.ts";
export { sealEntries } from "./seal.ts";
export { type Verdict, verify } from "./verify.ts";
export { audit } from "./write.ts";
