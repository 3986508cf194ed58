import { once } from "node:events";
import { EmbeddedError } from "./embedded-error.ts";
import type { Place } from "./place.ts";

/** Runs one of PostgreSQL's programs to its end. Throws an `EmbeddedError` with what it said if it fails. */
export async function run({ launch }: Place, program: string, args: readonly string[]): Promise<void> {
  const child = await launch(program, args, ["ignore", "ignore", "pipe"]);
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new EmbeddedError(`${program} failed: ${said.trim() || `exit code ${code}`}${adviceOn(said)}`);
}

function adviceOn(said: string): string {
  if (!said.includes("could not look up effective user ID")) return "";
  return ". Start Muster as a user that /etc/passwd knows, or set DATABASE_URL to a PostgreSQL server.";
}
