import { OutboundError } from "../outbound/index.ts";
import type { AskCrm } from "../services/crm/index.ts";
import type { Asks } from "./http-outcome.ts";

/** The way to a CRM: by the hub's one way out, with its limits of time and size and its guard of private networks. */
export function crmWay(client: Asks): AskCrm {
  return async (url, headers) => {
    try {
      return await client.request(url, { headers });
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error;
      return { obstacle: error.message, mayPass: error.obstacle === "time" || error.obstacle === "unreachable" };
    }
  };
}
