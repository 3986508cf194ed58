import { Socket } from "node:net";

/**
 * The sockets of a pool. Through a dead network queries would hang without an error, and so would those that come after
 * on the same connections: once the database is known to be away, all are broken, and new ones fail at once.
 */
export class Connections {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  /** What `pg` takes as its `stream`. */
  readonly open = (): Socket => {
    const socket = new Socket();
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    if (this.isCut) process.nextTick(() => socket.destroy());
    return socket;
  };

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }
}
