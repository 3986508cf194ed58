import fastify from "fastify";
import mercurius from "mercurius";
import type { AddressInfo } from "node:net";
import { publish, stockContext, stockSchema } from "../stock/schema.ts";
import { answer } from "../worker.ts";

const app = fastify();

/** The stock schema served by mercurius, compiled by its JIT. */
answer({
  async begin() {
    await app.register(mercurius, { schema: await stockSchema(), jit: 1, subscription: { fullWsTransport: true }, context: stockContext as never });
    await app.listen({ host: "127.0.0.1", port: 0 });
  },
  port: () => (app.server.address() as AddressInfo).port,
  fire: publish,
});
