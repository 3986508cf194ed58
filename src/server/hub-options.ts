import type { AllowList } from "../outbound/index.ts";
import type { SecretKey } from "../services/secret/index.ts";
import type { Proxies } from "./client-address.ts";
import type { Logger } from "./log.ts";
import type { Limits } from "./settings/limits.ts";
import type { MailSettings } from "./settings/mail-settings.ts";
import type { ModelSettings } from "./settings/model-settings.ts";
import type { OidcSettings } from "./settings/oidc-settings.ts";
import type { Config } from "./settings/config.ts";

/** What a hub is started with. */
export interface HubOptions extends Partial<Limits>, Partial<OidcSettings>, Partial<MailSettings>, Partial<ModelSettings>, Partial<Pick<Config, "heartbeatUrl" | "statusExportDir">> {
  databaseUrl: string;
  databasePoolSize: number;
  host: string;
  port: number;
  bootstrapToken?: string | undefined;
  /** What encrypts stored secrets; without one, none can be stored. */
  secretKeys?: readonly SecretKey[] | undefined;
  /** Private networks and services that the hub may send requests to. */
  outboundAllow?: AllowList | undefined;
  /** Address at which browsers reach the hub, where that is another than the one it listens on. */
  publicUrl?: string | undefined;
  /** Whose word on where a request comes from is taken. */
  trustedProxies?: Proxies | undefined;
  /** Where hubs tell each other of changes, if not over the database. */
  doorbell?: string | undefined;
  shutdownTimeoutSeconds: number;
  log: Logger;
  /** How often an operation comes before it is compiled. */
  compileAt?: number;
  /** Whether it sends what is in the outbox; it does unless told not to. */
  sendsDeliveries?: boolean;
  /** The hub's clock, in place of the database's. */
  now?: () => Date;
  /** Whether it acts on deadlines by itself; it does unless told not to. */
  keepsDeadlines?: boolean;
}
