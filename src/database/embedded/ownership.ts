import { lchown, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "./account.ts";
import { EmbeddedError } from "./embedded-error.ts";

/** PostgreSQL runs only as the owner of its cluster: sees to that where we may, refuses where we may not. */
export async function settleOwner(cluster: string, account: Account | undefined): Promise<void> {
  const { uid } = await stat(cluster);
  // A copy that root made, of a backup for example, belongs to root.
  if (account && uid === 0) return giveAway(cluster, account);
  if (account === undefined && process.getuid && uid !== process.getuid()) throw notOurs(cluster, uid);
}

function notOurs(cluster: string, uid: number): EmbeddedError {
  return new EmbeddedError(
    `The database in ${cluster} belongs to another user (uid ${uid}; this process has ${process.getuid?.()}). Start Muster ` +
      "as that user or as root, or give the folder to this user (chown -R), or set MUSTER_DATA_DIR to another folder.",
  );
}

async function giveAway(folder: string, { uid, gid }: Account): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true })) await lchown(join(folder, entry), uid, gid);
  await lchown(folder, uid, gid);
}
