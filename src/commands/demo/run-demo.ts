import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { run } from "../../server/run.ts";
import { createKey } from "./cast.ts";
import { connect } from "./client.ts";
import { HubClock } from "./hub-clock.ts";
import { perform, reportUrl } from "./perform.ts";
import { Screen } from "./screen.ts";
import { hearSignals } from "./signals.ts";

export interface DemoCommand {
  speed: number;
  report?: string;
  exit?: boolean;
}

const TOKEN_DAYS = 7;

/** The whole of `muster demo`; sets the exit code. */
export async function runDemo({ speed, report: file, exit = false }: DemoCommand): Promise<void> {
  if (file !== undefined && !(await isWritable(file))) return fail(`The report cannot be written to ${resolve(file)}`);
  // Every request would be a line between those that tell the story.
  process.env["LOG_LEVEL"] ||= "warn";
  const signals = hearSignals();
  const screen = new Screen(process.stdout);
  // At once: the play may be waiting for an event, and the hub is gone before that comes.
  signals.aborted.addEventListener("abort", () => screen.line("Stopped. Run it again: it goes on from here."), { once: true });
  const clock = new HubClock();
  const adminToken = process.env["MUSTER_BOOTSTRAP_TOKEN"] || randomBytes(32).toString("hex");
  screen.line("Muster's demo: one incident, worked from alert to fix through the hub's own GraphQL API. The hub starts ...");
  const hub = await run({ now: clock.now, bootstrapToken: adminToken });
  try {
    signals.aborted.throwIfAborted();
    const { reference, report } = await perform({ hub: hub.url, adminToken, clock, pace: { speed, signal: signals.aborted }, screen });
    const text = `${JSON.stringify(report, null, 2)}\n`;
    screen.heading(`The report of ${reference}`);
    screen.line(text);
    if (file !== undefined) await writeFile(file, text);
    if (file !== undefined) screen.line(`The report is in ${resolve(file)}`);
    if (exit) return await hub.stop();
    await invite(screen, hub.url, adminToken, reference);
    signals.expect();
  } catch (error) {
    // After a signal the hub is on its way down, and what fails then fails for that.
    if (!signals.aborted.aborted) fail(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
    await hub.stop();
  }
}

/** What to do with a hub that stays up. */
async function invite(screen: Screen, hub: string, adminToken: string, reference: string): Promise<void> {
  const { token } = await createKey(connect(hub, adminToken), { name: "Demo visitor", role: "ADMIN" }, TOKEN_DAYS);
  screen.heading("The hub stays up, with the incident and the catalogue in it. Ctrl-C ends it; run the demo again for another incident.");
  screen.line(`  Explorer  ${hub}/graphql`);
  screen.line(`  Token     ${token}  (an administrator's, for ${TOKEN_DAYS} days)`);
  screen.line(`  Status    ${hub}/status`);
  screen.line(`  Report    curl -H "Authorization: Bearer ${token}" ${reportUrl(hub, reference)}`);
}

async function isWritable(file: string): Promise<boolean> {
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) return false;
  return access(there ? file : dirname(resolve(file)), constants.W_OK).then(() => true, () => false);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
