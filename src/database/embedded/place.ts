import { constants } from "node:fs";
import { access, mkdir, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { accountFor, type Account } from "./account.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { codeOf, EmbeddedError } from "./embedded-error.ts";
import { launcher, type Launch } from "./launch.ts";

/** A data folder, and how to run PostgreSQL in it. All paths are absolute, without symbolic links. */
export interface Place {
  readonly dataDir: string;
  readonly cluster: string;
  /** Standard error of PostgreSQL, appended to. A file and no pipe, since PostgreSQL may outlive the hub. */
  readonly logFile: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly launch: Launch;
}

/** The folder is made if it is missing; nothing in it is. */
export async function openPlace(folder: string): Promise<Place> {
  const dataDir = await openFolder(resolve(folder));
  const binaries = await findBinaries();
  const cluster = join(dataDir, "postgres");
  const account = accountFor(cluster);
  const launch = launcher(account, [binaries.postgres, dataDir]);
  return { dataDir, cluster, logFile: join(dataDir, "postgres.log"), account, binaries, launch };
}

async function openFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return await realpath(folder);
  } catch (error) {
    const isFile = ["EEXIST", "ENOTDIR"].includes(codeOf(error));
    const what = isFile ? "is not a folder, or lies below a file" : `cannot be made or written to (${String(error)})`;
    throw new EmbeddedError(
      `The data folder ${folder} ${what}. Set MUSTER_DATA_DIR to a folder this user may write to, ` +
        "or set DATABASE_URL to a PostgreSQL server, and none is needed.",
    );
  }
}
