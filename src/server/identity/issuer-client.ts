import { OutboundClient, OutboundError, type OutboundOptions } from "../../outbound/index.ts";
import type { AskIssuer } from "../../services/access/index.ts";
import { DomainError } from "../../services/errors.ts";

const TIMEOUT_MS = 5_000;

/** Asks an OIDC issuer by the hub's one way out. Redirects are refused: an issuer's keys are where it says they are. */
export class IssuerClient {
  private readonly client: OutboundClient;

  constructor(allow: OutboundOptions["allow"], private readonly onRefused: (error: OutboundError) => void) {
    this.client = new OutboundClient({ allow, timeoutMs: TIMEOUT_MS, maxRedirects: 0 });
  }

  readonly ask: AskIssuer = async (url) => {
    try {
      const { status, body } = await this.client.request(url, { headers: { accept: "application/json" } });
      return new Response(new Uint8Array(body), { status });
    } catch (error) {
      if (!(error instanceof OutboundError && error.obstacle === "address")) throw error;
      // The log has its name; here anybody may ask, with any token.
      this.onRefused(error);
      throw new DomainError("UNAVAILABLE", "The identity provider is in a private network, and not in MUSTER_OUTBOUND_ALLOW; tell whoever runs the hub", { retryAfterSeconds: 60 });
    }
  };

  close(): Promise<void> {
    return this.client.close();
  }
}
