import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { EmbeddedError } from "./embedded-error.ts";

/** A user of the system that PostgreSQL can run as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Bits of the kernel's: chown, dac_override, kill, setgid, setuid. */
const NEEDED = (1n << 0n) | (1n << 1n) | (1n << 5n) | (1n << 6n) | (1n << 7n);

const CANDIDATES = ["postgres", "_postgres", "nobody"];

/**
 * As whom PostgreSQL has to run: undefined means as we are. It refuses root, and then it is the owner of a cluster that
 * exists, or a user every system has: none is created.
 * Throws an `EmbeddedError` if this root lacks the rights for that.
 */
export function accountFor(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  refuseBoundRoot();
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = CANDIDATES.map((name) => users.find((entry) => entry[0] === name)).find((entry) => entry !== undefined);
  return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534) };
}

/** Whether the user may read and enter `path`, going by the modes of it and of every folder above it. */
export function canReach({ uid, gid }: Account, path: string): boolean {
  const { mode, uid: owner, gid: group } = statSync(path);
  const bits = owner === uid ? mode >> 6 : group === gid ? mode >> 3 : mode;
  const above = dirname(path);
  return (bits & 0o1) === 0o1 && (above === path || canReach({ uid, gid }, above));
}

/** Root in a container may have been stripped of the powers to start PostgreSQL as another user and to see to its files. */
function refuseBoundRoot(): void {
  if (process.platform !== "linux") return;
  const powers = /^CapEff:\s*(\w+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  if ((BigInt(`0x${powers}`) & NEEDED) === NEEDED) return;
  throw new EmbeddedError(
    "PostgreSQL refuses to run as root, and this root may not start it as another user (it lacks some of the capabilities " +
      "chown, dac_override, kill, setgid, setuid). Start Muster as an ordinary user, or set DATABASE_URL to a PostgreSQL server.",
  );
}
