import { fchownSync, fstatSync, openSync, renameSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Place } from "./place.ts";

/** Date, time, zone and pid, as `log_line_prefix` says. */
const PREFIX = /^\S+ \S+ \S+ \[\d+\] /;
const LARGE = 16 * 1024 * 1024;
/** Lines that may have to do with an end; those before are of other days. */
const LAST = 6;

/** Where the log ends now, and a descriptor to append to it that the caller closes. */
export function openServerLog({ logFile, account }: Place): { fd: number; end: number } {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LARGE) renameSync(logFile, `${logFile}.1`);
  const fd = openSync(logFile, "a", 0o600);
  // Root may hand the folder to this user later on.
  if (account) fchownSync(fd, account.uid, account.gid);
  return { fd, end: fstatSync(fd).size };
}

/** What PostgreSQL complained of at last since the log ended at `from`, or else what its loader said. */
export async function complaintsSince({ logFile }: Place, from: number): Promise<string> {
  const text = await readFrom(logFile, from).catch(() => "");
  const lines = text.trimEnd().split("\n").slice(-LAST);
  const complaints = lines.filter((line) => /\b(FATAL|PANIC|DETAIL|HINT):|already in use/.test(line));
  const foreign = lines.filter((line) => !PREFIX.test(line));
  return (complaints.length > 0 ? complaints : foreign).map(withoutPrefix).join(" ");
}

function withoutPrefix(line: string): string {
  return line.replace(PREFIX, "").trim();
}

async function readFrom(file: string, from: number): Promise<string> {
  const handle = await open(file, "r");
  try {
    const size = Math.max(0, (await handle.stat()).size - from);
    const start = from + Math.max(0, size - 16_384);
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(16_384), position: start });
    return buffer.subarray(0, bytesRead).toString("utf8");
  } finally {
    await handle.close();
  }
}
