import type { AllowList } from "../../outbound/index.ts";
import { Authenticator } from "../../services/access/index.ts";
import type { Logger } from "../log.ts";
import { oidcOf, type OidcSettings } from "../settings/oidc-settings.ts";
import { IssuerClient } from "./issuer-client.ts";

interface Options extends Partial<OidcSettings> {
  bootstrapToken?: string | undefined;
  outboundAllow?: AllowList | undefined;
}

/** Who tells callers apart: by the bootstrap token, keys, sessions, and an OIDC issuer's tokens if there is one. */
export function openIdentity(options: Options, log: Logger): { authenticator: Authenticator; stop: () => Promise<void> } {
  const issuer = new IssuerClient(options.outboundAllow, (error) => log.warn({ err: error }, "the OIDC issuer may not be asked; MUSTER_OUTBOUND_ALLOW opens private networks"));
  const authenticator = new Authenticator(options.bootstrapToken ?? null, oidcOf(options, issuer.ask));
  return { authenticator, stop: async () => void (await Promise.all([authenticator.keyUse.settled(), issuer.close()])) };
}
