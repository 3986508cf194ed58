import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginDrainHttpServer } from "@apollo/server/plugin/drainHttpServer";
import { expressMiddleware } from "@as-integrations/express5";
import express from "express";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { publish, stockContext, type StockContext, stockSchema } from "../stock/schema.ts";
import { answer } from "../worker.ts";

let http: Server;

/** As "Subscriptions in Apollo Server" has it, with TypeGraphQL's schema. */
answer({
  async begin() {
    const schema = await stockSchema();
    const app = express();
    http = createServer(app);
    const sockets = new WebSocketServer({ server: http, path: "/graphql" });
    const cleanup = useServer({ schema, context: stockContext }, sockets);
    const apollo = new ApolloServer<StockContext>({
      schema,
      plugins: [ApolloServerPluginDrainHttpServer({ httpServer: http }), { async serverWillStart() { return { drainServer: async () => cleanup.dispose() }; } }],
    });
    await apollo.start();
    app.use("/graphql", express.json(), expressMiddleware(apollo, { context: async () => stockContext() }));
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  },
  port: () => (http.address() as AddressInfo).port,
  fire: publish,
});
