import { type ChildProcess, spawn, type SpawnOptions, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { delimiter, dirname, join, parse } from "node:path";
import { type Account, canReach } from "./account.ts";
import { codeOf, EmbeddedError } from "./embedded-error.ts";

/** Starts one of PostgreSQL's programs as the right user. */
export type Launch = (program: string, args: readonly string[], stdio: StdioOptions) => Promise<ChildProcess>;

/**
 * `paths` are what the account has to reach: the programs and the data folder. Where it may not (a checkout below /root)
 * setpriv starts them, and leaves the other user the one capability that overrides file modes. The securebit makes
 * access(2), with which initdb looks for postgres, honour it as well.
 */
export function launcher(account: Account | undefined, paths: readonly string[]): Launch {
  const hidden = account && paths.find((path) => !canReach(account, path));
  if (!account || hidden === undefined) return (program, args, stdio) => start(program, args, { stdio, ...account });
  const setpriv = findSetpriv(account, hidden);
  const as = [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups", "--securebits=+no_setuid_fixup"];
  const able = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"];
  return (program, args, stdio) => start(setpriv, [...as, ...able, program, ...args], { stdio });
}

async function start(program: string, args: readonly string[], options: SpawnOptions): Promise<ChildProcess> {
  // Of our environment nothing else: LD_LIBRARY_PATH, PG* and the locale would change how PostgreSQL behaves.
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
  const env = { PATH, SystemRoot, TEMP, TMPDIR, LC_ALL: "C", TZ: "UTC" };
  try {
    // In a process group of its own: Ctrl-C in a terminal reaches the hub alone, which stops the database last.
    const apart: SpawnOptions = { env, cwd: parse(program).root, detached: true, windowsHide: true };
    const child = spawn(program, args, { ...options, ...apart });
    await once(child, "spawn");
    return child;
  } catch (error) {
    throw cannotStart(program, error);
  }
}

function cannotStart(program: string, error: unknown): EmbeddedError {
  const reasons: Record<string, string> = {
    ENOENT: "this system lacks its loader, as Alpine (musl) does",
    EACCES: "it lies where this user may not execute it, or on a disk that is mounted noexec",
    EPERM: "PostgreSQL refuses to run as root, and this process may not become another user",
  };
  const reason = reasons[codeOf(error)] ?? "the system refused";
  const wayOut = "Set DATABASE_URL to a PostgreSQL server.";
  return new EmbeddedError(`${program} cannot be started: ${reason} (${String(error)}). ${wayOut}`);
}

function findSetpriv({ uid }: Account, hidden: string): string {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/bin"];
  const found = folders.map((folder) => join(folder, "setpriv")).find((file) => existsSync(file));
  if (process.platform === "linux" && found !== undefined) return found;
  throw new EmbeddedError(
    `PostgreSQL refuses to run as root, and the user it would run as (uid ${uid}) cannot reach ${hidden}. ` +
      `Start Muster as an ordinary user, or open the folders above it (chmod o+x ${dirname(hidden)} and so on), ` +
      "or install setpriv (package util-linux), or set DATABASE_URL to a PostgreSQL server.",
  );
}
