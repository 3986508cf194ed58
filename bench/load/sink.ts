import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { answer, clock } from "../worker.ts";

type Manner = "healthy" | "flaky" | "dead";

/** Of each message, by its id. */
interface Heard {
  /** When it came first. */
  at: number;
  attempts: number;
  accepted: number;
}

const heard = new Map<string, Heard>();
const FAILS = 0.3;

/** Webhook receivers: one that takes everything, one that fails three times in ten, and one that never answers. */
answer({
  begin() {},
  async open({ manner }: { manner: Manner }) {
    const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      const id = String(request.headers["webhook-id"]);
      const one = heard.get(id) ?? { at: clock(), attempts: 0, accepted: 0 };
      heard.set(id, one);
      one.attempts += 1;
      request.resume();
      if (manner === "dead") return;
      const isFailing = manner === "flaky" && Math.random() < FAILS;
      if (!isFailing) one.accepted += 1;
      response.writeHead(isFailing ? 503 : 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  },
  /** What was heard since the last time it was asked. */
  tally() {
    const all = [...heard.values()];
    heard.clear();
    return { messages: all.length, accepted: all.filter((one) => one.accepted > 0).length, doubled: all.filter((one) => one.accepted > 1).length, attempts: all.reduce((sum, one) => sum + one.attempts, 0) };
  },
  /** When a message came first; null as long as it has not. */
  cameAt: ({ id }: { id: string }) => heard.get(id)?.at ?? null,
});
