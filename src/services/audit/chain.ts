import { createHash } from "node:crypto";
import type { AuditEntryEntity } from "../../entities/audit.entity.ts";
import { canonical } from "./canonical.rules.ts";

/** What stands in place of the hash before the first one. */
export const GENESIS = "0".repeat(64);

/** SHA-256 over the hash before it (64 hex digits) and the entry's canonical JSON; hex. */
export const hashOf = (previous: string, entry: AuditEntryEntity): string => createHash("sha256").update(previous).update(canonical(entry)).digest("hex");
