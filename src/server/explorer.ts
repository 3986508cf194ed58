import { getDistDirectory, renderAltair } from "altair-static";
import express, { type Request, type Router } from "express";

/** Its files; shipped with the hub, so that it works without a network. */
export const EXPLORER_PATH = "/explorer/";

const FIRST_QUERY = `# Put your token into the environment first (top right, Environments: { "token": "..." }).
# Requests and subscriptions send it from there; the documentation (Docs) opens without one.
query Incidents {
  incidents(filter: { open: true }, first: 10) {
    totalCount
    nodes { reference title status severity detectedAt commander { name } impact { customersAffected } }
  }
}
`;

/**
 * A browser that opens /graphql gets the explorer: documentation, queries, mutations and subscriptions. It wants
 * whole addresses, so the page is made for the host that the browser asked.
 */
export function explorerPage({ headers, protocol }: Pick<Request, "headers" | "protocol">, nonce: string): string {
  const host = hostOf(headers);
  const isSecure = (headers["x-forwarded-proto"] ?? protocol) === "https";
  return renderAltair({
    baseURL: EXPLORER_PATH,
    endpointURL: `${isSecure ? "https" : "http"}://${host}/graphql`,
    subscriptionsEndpoint: `${isSecure ? "wss" : "ws"}://${host}/graphql`,
    initialSubscriptionRequestHandlerId: "graphql-ws",
    initialQuery: FIRST_QUERY,
    cspNonce: nonce,
    initialHeaders: { Authorization: "Bearer {{token}}" },
    initialSubscriptionsPayload: { authorization: "Bearer {{token}}" },
    initialEnvironments: { base: { title: "Environment", variables: { token: "" } } },
    instanceStorageNamespace: "muster_",
    initialSettings: { "alert.disableUpdateNotification": true, "banners.disable": true, disablePushNotification: true },
  });
}

/** As the browser named it, where it can stand in a page and in a header. */
export function hostOf({ host = "" }: Request["headers"]): string {
  return /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host) ? host : "127.0.0.1:4000";
}

export const explorerFiles = (): Router => express.Router().use(express.static(getDistDirectory(), { index: false, maxAge: "1h" }));
