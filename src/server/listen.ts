import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** The address at which it then answers. */
export async function listen(http: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, resolve);
  });
  const { port: bound } = http.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
}

/** Idle connections close at once, busy ones after their answer; what outlasts the time is cut off. */
export async function finish(http: Server, stopSockets: () => Promise<void>, seconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  const cut = setTimeout(() => http.closeAllConnections(), seconds * 1_000);
  await stopSockets();
  // A connection that was busy just now is kept alive for 5 s after its answer, and used again meanwhile.
  const idle = setInterval(() => http.closeIdleConnections(), 20);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
