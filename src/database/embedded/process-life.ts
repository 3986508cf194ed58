import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { codeOf } from "./embedded-error.ts";

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== "EPERM") return false;
  }
  // A zombie still takes signals, and where the container's first process reaps nothing it stays for good.
  return procStat(pid)?.state !== "Z";
}

/** Tells one life of a pid from the next, since pids are reused. Undefined when no such process lives. */
export function lifeOf(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  if (process.platform === "win32") return "";
  const started = procStat(pid)?.started;
  if (started === undefined) return ask("ps", "-o", "lstart=", "-p", String(pid));
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${started}`;
}

/** The whole command line, its words separated by one space; on Windows only the program's name. */
export function commandLineOf(pid: number): string {
  if (process.platform === "win32") return ask("tasklist", "/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH");
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return process.platform === "linux" ? "" : ask("ps", "-ww", "-o", "command=", "-p", String(pid));
  }
}

/** Undefined where the system does not tell. */
export function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function procStat(pid: number): { state: string | undefined; started: string | undefined } | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses, and may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], started: fields[19] };
  } catch {
    return undefined;
  }
}

function ask(command: string, ...args: string[]): string {
  return (spawnSync(command, args, { encoding: "utf8", env: { ...process.env, LC_ALL: "C", TZ: "UTC" } }).stdout ?? "").trim();
}
