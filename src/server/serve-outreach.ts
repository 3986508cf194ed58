import type { RequestHandler, Response } from "express";
import type { Actor } from "../services/access/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { outreachCsv } from "../services/outreach/index.ts";
import { addressOf } from "./client-address.ts";
import type { Gate } from "./complexity/gate.ts";

/** In points: a plan is read as a whole. */
const COST = 500;

interface Door {
  actorOf: (authorization: string | undefined, address?: string) => Promise<Actor>;
  contextFor: (actor: Actor) => ServiceContext;
  gate: Pick<Gate, "charge">;
}

/** The outreach plan of an incident as CSV, as fast as the client takes it. */
export function serveOutreach({ actorOf, contextFor, gate }: Door): RequestHandler<{ reference: string }> {
  return async (req, res) => {
    const actor = await actorOf(req.headers.authorization, addressOf(req));
    await gate.charge({ actor, address: addressOf(req) }, COST);
    const { reference } = req.params;
    const csv = await outreachCsv(contextFor(actor), reference);
    res.type("text/csv; charset=utf-8").setHeader("content-disposition", `attachment; filename="${reference.replaceAll(/[^\w-]/g, "")}-outreach.csv"`);
    try {
      for await (const part of csv) await written(res, part);
      res.end();
    } catch {
      res.destroy(); // the status is sent by then; so that it does not look complete
    }
  };
}

async function written(res: Response, text: string): Promise<void> {
  if (res.closed || res.write(text)) return;
  await new Promise<void>((done) => {
    res.once("drain", done);
    res.once("close", done);
  });
}
