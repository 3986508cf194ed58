import { HeldWire, type Line, PATIENCE_MS } from "./held-wire.ts";

const CHANNEL = "muster.doorbell";
const PING_MS = 5_000;

/** A Redis server: redis://[user:password@]host:6379 */
export class RedisWire extends HeldWire {
  constructor(url: string, onError: (error: unknown) => void) {
    super((hear) => dial(url, hear), onError);
  }
}

/** Two connections: one that has subscribed may do nothing else. */
async function dial(url: string, hear: (text: string) => void): Promise<Line> {
  const { createClient } = await import("redis");
  // They do not come back by themselves, since then nobody would know that rings were missed.
  const speaker = createClient({
    url, disableOfflineQueue: true, pingInterval: PING_MS, socket: { reconnectStrategy: false, connectTimeout: PATIENCE_MS, socketTimeout: 3 * PING_MS },
  });
  const listener = speaker.duplicate();
  const both = [speaker, listener];
  const cut = () => {
    for (const client of both) if (client.isOpen) client.destroy();
  };
  const lost = Promise.race(both.map((client) => new Promise((resolve) => client.once("error", resolve).once("end", resolve)))).then(cut);
  for (const client of both) client.on("error", () => {}); // `lost` has heard of it, and one may follow another
  try {
    await Promise.all(both.map((client) => client.connect()));
    await listener.subscribe(CHANNEL, hear);
  } catch (error) {
    cut();
    throw error;
  }
  return { send: (text) => speaker.publish(CHANNEL, text), lost, close: async () => cut(), cut };
}
