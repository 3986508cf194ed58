import pg from "pg";
import { HeldWire, type Line, PATIENCE_MS } from "./held-wire.ts";

const CHANNEL = "muster_doorbell";

/** LISTEN and NOTIFY. */
export class PostgresWire extends HeldWire {
  constructor(url: string, onError: (error: unknown) => void) {
    super((hear) => dial(url, hear, onError), onError);
  }
}

async function dial(url: string, hear: (text: string) => void, onError: (error: unknown) => void): Promise<Line> {
  const client = new pg.Client({
    connectionString: url, connectionTimeoutMillis: PATIENCE_MS, query_timeout: PATIENCE_MS, application_name: "muster doorbell",
    keepAlive: true, keepAliveInitialDelayMillis: 10_000,
  });
  const cut = () => void client.connection.stream.destroy();
  const lost = new Promise((resolve) => client.once("end", resolve));
  client.on("error", onError);
  client.on("notification", ({ payload = "" }) => hear(payload));
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  } catch (error) {
    cut();
    throw error;
  }
  // One after the other: a client of `pg` is to be asked for one thing at a time.
  let before: Promise<unknown> = Promise.resolve();
  const send = (text: string) => {
    const sent = before.then(() => client.query("select pg_notify($1, $2)", [CHANNEL, text]));
    before = sent.catch(() => {});
    return sent;
  };
  return { send, lost, close: () => client.end(), cut };
}
