import { createRemoteJWKSet, customFetch, errors, type FlattenedJWSInput, type JWSHeaderParameters } from "jose";
import { DomainError } from "../errors.ts";

const MINUTE_MS = 60_000;
/** Keys are read anew in the background so often; one that the issuer has withdrawn verifies nothing after that. */
const REFRESH_MS = 10 * MINUTE_MS;
/** While the issuer is away, known keys go on so long. */
const STALE_MS = 24 * 60 * MINUTE_MS;
/** After a failure the issuer is left alone so long. */
const PAUSE_MS = 1_000;
/** By when a reading has failed, whatever `ask` waits for. */
const TIMEOUT_MS = 5_000;

/** Asks an address of the issuer's, with a time limit and without redirects. What it throws as a DomainError is the answer to whoever came with a token. */
export type AskIssuer = (url: string) => Promise<Response>;

export interface IssuerOptions {
  issuer: string;
  /** Between two readings that unknown keys cause, so that forgeries cannot make the hub flood the issuer. */
  cooldownMs?: number;
  ask: AskIssuer;
}

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** The public keys of an issuer, found by its address and kept. The issuer may be away: nothing is asked before it is needed. */
export class IssuerKeys {
  private finding: Promise<Keys> | null = null;
  private failedAt = -PAUSE_MS;
  private failure: unknown;
  private readAt = 0;

  constructor(private readonly options: IssuerOptions) {}

  /** The key that a token's header names. UNAVAILABLE while the issuer cannot be asked; jose's error where it has no such key. */
  readonly get = async (header: JWSHeaderParameters, token: FlattenedJWSInput) => {
    const keys = await this.find();
    if (keys.jwks() && performance.now() - this.readAt > REFRESH_MS) {
      this.readAt = performance.now();
      keys.reload().catch(() => {}); // the old ones go on, and the next refresh is a while away
    }
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported) throw error;
      throw this.away(error);
    }
  };

  private find(): Promise<Keys> {
    if (performance.now() - this.failedAt < PAUSE_MS) throw this.away(this.failure);
    this.finding ??= this.discover().catch((error: unknown) => {
      this.finding = null;
      this.failedAt = performance.now();
      this.failure = error;
      throw this.away(error);
    });
    return this.finding;
  }

  private async discover(): Promise<Keys> {
    const { issuer, ask, cooldownMs = 30_000 } = this.options;
    const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const response = await ask(url);
    const { issuer: named, jwks_uri: address } = (await response.json()) as Record<string, unknown>;
    if (named !== issuer || typeof address !== "string") throw new Error(`${url} describes another issuer, or no keys`);
    const keysAt = new URL(address);
    if (keysAt.protocol !== "https:" && keysAt.origin !== new URL(issuer).origin) throw new Error(`${url} has its keys at an address without TLS`);
    this.readAt = performance.now();
    return createRemoteJWKSet(keysAt, { timeoutDuration: TIMEOUT_MS, cooldownDuration: cooldownMs, cacheMaxAge: STALE_MS, [customFetch]: ask });
  }

  private away(cause?: unknown): DomainError {
    if (cause instanceof DomainError) return cause;
    const error = new DomainError("UNAVAILABLE", "The identity provider is out of reach; try again", { retryAfterSeconds: 2 });
    error.cause = cause;
    return error;
  }
}
