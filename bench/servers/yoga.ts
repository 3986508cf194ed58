import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { execute, subscribe } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { publish, stockContext, stockSchema } from "../stock/schema.ts";
import { answer } from "../worker.ts";

// Its types change graphql's own for the whole program, so they stay out.
const yogaModule: string = "graphql-yoga";
const { createYoga } = await import(yogaModule);
let http: Server;

/** The stock schema served by graphql-yoga, joined with graphql-ws as its documentation has it. */
answer({
  async begin() {
    const yoga = createYoga({ schema: await stockSchema(), context: stockContext, logging: false });
    http = createServer(yoga);
    const sockets = new WebSocketServer({ server: http, path: yoga.graphqlEndpoint });
    // oxlint-disable-next-line typescript/no-explicit-any
    type Root = any;
    useServer({
      execute: (args: Root) => args.rootValue.execute(args),
      subscribe: (args: Root) => args.rootValue.subscribe(args),
      async onSubscribe(ctx, _id, params) {
        const enveloped = yoga.getEnveloped({ ...ctx, req: ctx.extra.request, socket: ctx.extra.socket, params });
        const document = enveloped.parse(params.query);
        const errors = enveloped.validate(enveloped.schema, document);
        if (errors.length > 0) return errors;
        return {
          schema: enveloped.schema, operationName: params.operationName ?? null, document, variableValues: params.variables ?? null,
          contextValue: await enveloped.contextFactory(),
          rootValue: { execute: enveloped.execute ?? execute, subscribe: enveloped.subscribe ?? subscribe },
        };
      },
    }, sockets);
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  },
  port: () => (http.address() as AddressInfo).port,
  fire: publish,
});
