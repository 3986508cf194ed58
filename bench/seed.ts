import type pg from "pg";
import { ADD, aNote, ask } from "./ask.ts";
import { Worker } from "./worker.ts";

const INCIDENTS = 50;
const EVENTS = 5;

/** A board of incidents with a commander, a service and some events each, made through a hub. */
export async function seed(env: NodeJS.ProcessEnv, db: pg.Pool): Promise<string[]> {
  const hub = await Worker.start("servers/hub.js", {}, env);
  const port = await hub.call<number>("port");
  const person = await ask(port, "mutation ($input: CreateResponderInput!) { made: createResponder(input: $input) { id } }", { input: { name: "Dana Reyes", email: `dana-${Date.now()}@example.com` } });
  const service = await ask(port, "mutation ($input: CreateServiceInput!) { made: createService(input: $input) { id } }", { input: { name: "Checkout", slug: `checkout-${Date.now()}`, tier: 1 } });
  const ids = await Promise.all(Array.from({ length: INCIDENTS }, async (_, at) => {
    const { id } = await ask(port, "mutation ($input: DeclareIncidentInput!) { made: declareIncident(input: $input) { id } }", { input: { title: `Checkout answers slowly in region ${at}`, source: "MONITORING" } });
    for (let event = 0; event < EVENTS; event++) await ask(port, ADD, aNote(String(id)));
    return String(id);
  }));
  await db.query("update incident set commander_id = $1, service_id = $2 where id = any($3)", [person["id"], service["id"], ids]);
  await db.query("vacuum analyze");
  await hub.stop();
  return ids;
}
