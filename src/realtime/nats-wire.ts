import { HeldWire, type Line, PATIENCE_MS } from "./held-wire.ts";

const SUBJECT = "muster.doorbell";
/** Two pings without an answer, and the connection is given up. */
const PING_MS = 5_000;

/** A NATS server or cluster: nats://[user:password@]host:4222 */
export class NatsWire extends HeldWire {
  constructor(url: string, onError: (error: unknown) => void) {
    super((hear) => dial(new URL(url), hear), onError);
  }
}

async function dial({ host, username, password }: URL, hear: (text: string) => void): Promise<Line> {
  const { connect } = await import("@nats-io/transport-node");
  // It does not come back by itself, since then nobody would know that rings were missed.
  const connection = await connect({
    servers: host, name: "muster doorbell", noEcho: true, reconnect: false, timeout: PATIENCE_MS, pingInterval: PING_MS,
    ...(username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
  });
  connection.subscribe(SUBJECT, { callback: (error, message) => void (error ?? hear(message.string())) });
  await connection.flush();
  return {
    send: async (text) => connection.publish(SUBJECT, text),
    lost: connection.closed(),
    close: () => connection.close(),
    cut: () => void connection.close(),
  };
}
