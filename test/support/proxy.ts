import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Stands between a hub and its database or bus, and can be cut or made to swallow everything. */
export class Proxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;
  private isDeaf = false;

  constructor(private readonly target: URL) {}

  /** The target's address through the proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = "127.0.0.1";
    url.port = String(this.port);
    return url.href;
  }

  async open(): Promise<void> {
    this.server = createServer({ allowHalfOpen: true }, (near) => this.join(near));
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Refuses new connections and breaks those that are there. */
  async close(): Promise<void> {
    const closed = this.server && once(this.server, "close");
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Accepts everything and passes nothing on, as a dead network does. */
  swallow(): void {
    this.isDeaf = true;
  }

  /** Passes on again. What was swallowed is lost, and with it the connections that it belonged to. */
  listen(): void {
    this.isDeaf = false;
    for (const socket of this.sockets) socket.destroy();
  }

  private join(near: Socket): void {
    const far = connect({ port: Number(this.target.port || 5432), host: this.target.hostname, allowHalfOpen: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(from);
      from.on("data", (data) => this.isDeaf || to.write(data));
      from.on("end", () => this.isDeaf || to.end());
      from.on("error", () => {});
      from.on("close", () => {
        this.sockets.delete(from);
        if (!this.isDeaf) to.destroy();
      });
    }
  }
}

/** Whether something listens at an address. */
export const answers = ({ hostname, port }: URL): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => resolve(true)).on("error", () => resolve(false));
    socket.once("connect", () => socket.end());
  });
