import { parseArgs } from "node:util";
import { type Figure, table } from "./figure.ts";
import { boardQuery } from "./figures/board-query.ts";
import { clocks } from "./figures/clocks.ts";
import { commitToScreen } from "./figures/commit-to-screen.ts";
import { delivery } from "./figures/delivery.ts";
import { guardrails } from "./figures/guardrails.ts";
import { live } from "./figures/live.ts";
import { outreach } from "./figures/outreach.ts";
import { stalled } from "./figures/stalled.ts";
import { mail } from "./figures/mail.ts";
import { start } from "./figures/start.ts";
import { status } from "./figures/status.ts";
import { subscribers } from "./figures/subscribers.ts";
import { views } from "./figures/views.ts";
import { writes } from "./figures/writes.ts";
import { type Ground, layGround } from "./ground.ts";

// In this order: views leave private incidents on the board, and clocks ten thousand more.
const SETS: Record<string, (ground: Ground) => Promise<Figure[]>> = {
  start, live, "board-query": boardQuery, writes, "commit-to-screen": commitToScreen, stalled, views, delivery, mail, outreach, status, subscribers, clocks, guardrails,
};

const { values: { quick, only } } = parseArgs({ options: { quick: { type: "boolean", default: false }, only: { type: "string" } } });
const names = Object.keys(SETS).filter((name) => only === undefined || name === only);
if (names.length === 0) {
  process.stderr.write(`--only takes one of ${Object.keys(SETS).join(", ")}\n`);
  process.exit(1);
}
const ground = await layGround(quick);
const figures: Figure[] = [];
try {
  for (const name of names) {
    const made = await SETS[name]?.(ground) ?? [];
    for (const one of made) process.stdout.write(`${JSON.stringify(one)}\n`);
    figures.push(...made);
  }
} finally {
  await ground.stop();
}
process.stdout.write(`\n${table(figures)}\n`);
