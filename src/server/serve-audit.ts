import { setTimeout as delay } from "node:timers/promises";
import type { Request, RequestHandler, Response } from "express";
import type { Actor } from "../services/access/index.ts";
import { csvLine, CSV_HEAD, sealed, type SealedEntry } from "../services/audit/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { invalid } from "../services/errors.ts";

/** Entries are sealed within a second; whoever follows reads them so much later. */
const LOOK_MS = 500;

interface Door {
  actorOf: (authorization: string | undefined) => Promise<Actor>;
  contextFor: (actor: Actor) => ServiceContext;
  /** Whether the hub takes no new work: followers are let go, and go on elsewhere behind their last entry. */
  isClosing: () => boolean;
}

const FORMATS = {
  ndjson: { type: "application/x-ndjson; charset=utf-8", head: "", line: (entry: SealedEntry) => `${JSON.stringify(entry)}\n` },
  csv: { type: "text/csv; charset=utf-8", head: CSV_HEAD, line: csvLine },
};

/**
 * The audit log in the order of its chain, from `after` on: `?format=ndjson|csv&after=NUMBER&follow=true`. With `follow` it
 * goes on with what is sealed, until the client leaves or its key ends. For admins.
 */
export function serveAudit({ actorOf, contextFor, isClosing }: Door): RequestHandler {
  return async (req, res) => {
    const { format, after, follow } = asked(req);
    const { type, head, line } = FORMATS[format];
    const read = async (number: number) => sealed(contextFor(await actorOf(req.headers.authorization)), number);
    const gone = new AbortController();
    res.once("close", () => gone.abort());
    let entries = await read(after);
    res.type(type).setHeader("x-accel-buffering", "no");
    res.write(head || "");
    res.flushHeaders();
    for (let number = after; !gone.signal.aborted; entries = await readOn(read, number, res)) {
      for (const entry of entries) await written(res, line(entry), gone.signal);
      number = entries.at(-1)?.number ?? number;
      if (entries.length > 0) continue;
      if (!follow || isClosing()) break;
      await delay(LOOK_MS, undefined, { signal: gone.signal }).catch(() => {});
    }
    res.end();
  };
}

/** The status is sent by then: what ends the reading breaks the stream off, so that it does not look complete. */
async function readOn(read: (number: number) => Promise<SealedEntry[]>, number: number, res: Response): Promise<SealedEntry[]> {
  return read(number).catch(() => {
    res.destroy();
    return [];
  });
}

async function written(res: Response, text: string, signal: AbortSignal): Promise<void> {
  if (signal.aborted || res.write(text)) return;
  await new Promise<void>((done) => {
    res.once("drain", done);
    signal.addEventListener("abort", () => done(), { once: true });
  });
}

function asked({ query }: Request): { format: keyof typeof FORMATS; after: number; follow: boolean } {
  const { format = "ndjson", after = "0", follow = "false" } = query as Record<string, unknown>;
  if (format !== "ndjson" && format !== "csv") throw invalid("format", "format must be ndjson or csv");
  if (typeof after !== "string" || !/^\d{1,15}$/.test(after)) throw invalid("after", "after must be the number of an entry");
  if (follow !== "true" && follow !== "false") throw invalid("follow", "follow must be true or false");
  return { format, after: Number(after), follow: follow === "true" };
}
