import { type RequestHandler, Router } from "express";
import { ANONYMOUS } from "../services/access/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { DomainError } from "../services/errors.ts";
import { personCalendar, scheduleCalendar } from "../services/oncall/index.ts";
import type { Gate } from "./complexity/gate.ts";

/** In points: some hundreds of shifts. */
const CALENDAR_COST = 500;

/** Calendars for clients that send no header: the secret is in the address, as `token`. Which addresses there are is not told. */
export function serveCalendars(system: Pick<ServiceContext, "db" | "now">, gate: Pick<Gate, "charge">): Router {
  const serve = (read: (name: string, token: string) => Promise<string | null>): RequestHandler => async (req, res) => {
    await gate.charge({ actor: ANONYMOUS, address: req.socket.remoteAddress ?? "" }, CALENDAR_COST);
    const { token } = req.query;
    const text = typeof token === "string" ? await read(String(req.params["name"]), token) : null;
    if (text === null) throw new DomainError("NOT_FOUND", "There is no calendar at this address", { field: "token" });
    res.type("text/calendar; charset=utf-8").setHeader("cache-control", "private, no-cache");
    res.send(text);
  };
  return Router()
    .get("/on-call/people/:name.ics", serve((id, token) => personCalendar(system, id, token)))
    .get("/on-call/:name.ics", serve((slug, token) => scheduleCalendar(system, slug, token)));
}
