import { createHash, randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, EmbeddedError } from "./embedded-error.ts";
import { lifeOf } from "./process-life.ts";

/**
 * Makes this process the one hub of the folder, until the returned function is called. Throws an `EmbeddedError`
 * while another one lives; what a killed hub left behind is taken over.
 */
export async function lockFolder(dataDir: string): Promise<() => Promise<void>> {
  const path = pathOf(dataDir);
  const claim = `${JSON.stringify({ pid: process.pid, life: lifeOf(process.pid), key: randomUUID() })}\n`;
  // Written aside and then linked: a link is exclusive like O_EXCL, and nobody can read a lock that is half written.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, claim);
  try {
    while (!(await linked(draft, path)) && !(await inherited(draft, path, dataDir)));
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await textOf(path)) === claim) await rm(path, { force: true });
  };
}

/** The pid of the hub that holds the folder, if one lives. */
export async function hubOf(dataDir: string): Promise<number | undefined> {
  return ownerOf((await textOf(pathOf(dataDir))) ?? "");
}

/**
 * Takes a dead hub's lock over. Just removing it would let two newcomers remove each other's: so each lock has one
 * heir, named after its text, and only the heir may replace it. An heir that died on the way has an heir in turn.
 */
async function inherited(draft: string, path: string, dataDir: string): Promise<boolean> {
  const first = await textOf(path);
  if (first === undefined) return false;
  const dead: string[] = [];
  let last = first;
  let heir = heirOf(path, last);
  refuseWhileAlive(last, dataDir);
  while (!(await linked(draft, heir))) {
    dead.push(heir);
    const text = await textOf(heir);
    if (text === undefined) return false;
    refuseWhileAlive(text, dataDir);
    last = text;
    heir = heirOf(path, last);
  }
  // The heir's name is free again once the lock was replaced: whoever comes too late sees another lock here.
  if ((await textOf(path)) !== first) {
    await rm(heir, { force: true });
    return false;
  }
  await rename(heir, path);
  await Promise.all(dead.map((file) => rm(file, { force: true })));
  return true;
}

function refuseWhileAlive(claim: string, dataDir: string): void {
  const pid = ownerOf(claim);
  if (pid === undefined) return;
  throw new EmbeddedError(
    `Another Muster hub (process ${pid}) already runs on the folder ${dataDir}. Stop that one first, or give this one ` +
      "a folder of its own (MUSTER_DATA_DIR), or let both work on one PostgreSQL server (DATABASE_URL).",
  );
}

function ownerOf(claim: string): number | undefined {
  try {
    const { pid, life } = JSON.parse(claim) as { pid: number; life: string };
    const present = pid > 0 ? lifeOf(pid) : undefined;
    return present !== undefined && present === life ? pid : undefined;
  } catch {
    return undefined;
  }
}

function pathOf(dataDir: string): string {
  return join(dataDir, "hub.lock");
}

function heirOf(path: string, claim: string): string {
  return `${path}.after-${createHash("sha256").update(claim).digest("hex").slice(0, 16)}`;
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  });
}
