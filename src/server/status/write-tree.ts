import { randomBytes } from "node:crypto";
import { lstat, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";

/** Why a folder cannot hold the page. */
export class ExportError extends Error {}

/** Left in the folder: which files in it are the export's own. */
const MARK = ".muster-status";
const PART = /^\.[0-9a-f]{12}\.muster-part$/;
const HOUR_MS = 3_600_000;

/**
 * Writes files into a folder, each at once: whoever reads it sees the old file or the new one and never a part. Those that
 * are as they should be are left alone. What was not written by an export is never overwritten, nor is anything deleted
 * but what an earlier export wrote and this one has no more. Returns how many files changed.
 */
export async function writeTree(folder: string, files: ReadonlyMap<string, string>): Promise<number> {
  try {
    await refuseLink(folder);
    await makeFolder(folder);
    const own = new Set(await ownFiles(folder));
    const changed: string[] = [];
    for (const [path, text] of files) if (await differs(folder, path, text, own)) changed.push(path);
    // Known as ours before it is there: an export that breaks off leaves nothing that the next one would not touch.
    if ([...files.keys()].some((path) => !own.has(path))) await put(folder, MARK, listOf(new Set([...own, ...files.keys()])));
    // The page last: what it leads to is there by then.
    for (const path of changed.toReversed()) await put(folder, path, files.get(path) as string);
    await sweep(folder, files);
    const gone = [...own].filter((path) => !files.has(path));
    for (const path of gone) await rm(join(folder, path), { force: true });
    if (gone.length > 0) await put(folder, MARK, listOf(new Set(files.keys())));
    return changed.length + gone.length;
  } catch (error) {
    if (error instanceof ExportError) throw error;
    const { code, path, message } = error as NodeJS.ErrnoException;
    throw new ExportError(`The status page cannot be written to ${folder}: ${(code && REASONS[code]) ?? message}${path ? ` (${path})` : ""}`, { cause: error });
  }
}

const REASONS: Record<string, string> = {
  EACCES: "permission denied", EPERM: "permission denied", EROFS: "the file system is read-only", ENOSPC: "the disk is full", EDQUOT: "the disk quota is used up",
  ENOTDIR: "a part of the path is a file", EISDIR: "a folder stands where a file should", ELOOP: "a symbolic link stands in the way", ENAMETOOLONG: "the path is too long",
};

const listOf = (paths: ReadonlySet<string>): string => `${[...paths].sort().join("\n")}\n`;

/** A link would have the export write where nobody said. */
async function refuseLink(path: string): Promise<void> {
  const found = await lstat(path).catch(ifMissing);
  if (found?.isSymbolicLink()) throw new ExportError(`${path} is a symbolic link; name the folder itself`);
  if (found && !found.isDirectory()) throw new ExportError(`${path} is no folder`);
}

/** What exports left that were killed while they wrote. Younger parts may be another hub's, at work. */
async function sweep(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const below of new Set([...files.keys()].map((path) => join(folder, dirname(path))))) {
    for (const name of await readdir(below)) {
      const part = join(below, name);
      if (PART.test(name) && Date.now() - (await stat(part)).mtimeMs > HOUR_MS) await rm(part, { force: true });
    }
  }
}

/** Node's own way to make all of a path tries without end where the system will not have a folder, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  const error = await mkdir(path).then(() => null, (failure: NodeJS.ErrnoException) => failure);
  if (!error || error.code === "EEXIST") return;
  const above = dirname(path);
  if (error.code !== "ENOENT" || above === path || (await lstat(above).catch(ifMissing))) throw error;
  await makeFolder(above);
  await mkdir(path);
}

async function ownFiles(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, MARK), "utf8").catch(ifMissing);
  // Whatever else somebody writes into it, nothing outside of the folder is ours.
  return (text ?? "").split("\n").filter((path) => path !== "" && !path.startsWith("/") && !path.includes("\\") && !path.split("/").includes(".."));
}

async function differs(folder: string, path: string, text: string, own: ReadonlySet<string>): Promise<boolean> {
  const parts = dirname(path).split("/").filter((part) => part !== ".");
  for (let depth = 1; depth <= parts.length; depth += 1) await refuseLink(join(folder, ...parts.slice(0, depth)));
  const file = join(folder, path);
  const found = await lstat(file).catch(ifMissing);
  if (!found) return true;
  if (!own.has(path)) throw new ExportError(`${file} is there already and was not written by an export; choose an empty folder, or move it away`);
  if (!found.isFile()) throw new ExportError(`${file} is no plain file`);
  return (await readFile(file, "utf8")) !== text;
}

/** Beside it first, then in its place. Nothing of it is left where that fails. */
async function put(folder: string, path: string, text: string): Promise<void> {
  const file = join(folder, ...path.split("/"));
  await makeFolder(dirname(file));
  const beside = `${dirname(file)}${sep}.${randomBytes(6).toString("hex")}.muster-part`;
  try {
    const handle = await open(beside, "wx", 0o644);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT") return undefined;
  throw error;
}
