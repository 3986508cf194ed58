import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from "jose";
import { NOON } from "./build.ts";

const SECOND = 1_000;
const instant = (minutes: number): number => Math.floor(NOON.getTime() / SECOND) + minutes * 60;

interface Pair {
  kid: string;
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}

/** An OIDC issuer on this machine: a description, its keys, and tokens of theirs. */
export class Issuer {
  /** While it is away it answers 503. */
  isAway = false;
  /** How often its keys have been read. */
  readings = 0;
  url = "";
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  /** From a path to another address. */
  readonly redirects = new Map<string, string>();
  private server: Server | undefined;
  private pair: Pair | undefined;
  private made = 0;

  async start(): Promise<void> {
    await this.rotate();
    this.server = createServer((req, res) => {
      this.asked.push(req.url ?? "");
      const elsewhere = this.redirects.get(req.url ?? "");
      if (elsewhere) return void res.writeHead(307, { location: elsewhere }).end();
      if (this.isAway) return void res.writeHead(503).end();
      if (req.url === "/.well-known/openid-configuration") return void res.end(JSON.stringify({ issuer: this.url, jwks_uri: `${this.url}/keys` }));
      this.readings += 1;
      void this.keys().then((keys) => res.end(JSON.stringify({ keys })));
    });
    await new Promise<void>((resolve) => this.server?.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** From now on it has another key and no longer the one before. */
  async rotate(): Promise<void> {
    this.pair = { kid: `key-${++this.made}`, ...(await generateKeyPair("RS256", { extractable: true })) };
  }

  get current(): Pair {
    if (!this.pair) throw new Error("The issuer has not started");
    return this.pair;
  }

  /** The public key as text, which is no secret. */
  readonly publicText = (): Promise<string> => exportSPKI(this.current.publicKey);

  /** Claims that are good from noon for an hour; undefined takes one out. */
  claims(over: Record<string, unknown> = {}): JWTPayload {
    return { iss: this.url, aud: "muster", sub: "somebody", iat: instant(0), exp: instant(60), ...over };
  }

  /** A token of the issuer's, unless another key signs it. */
  sign(over: Record<string, unknown> = {}, header: Partial<JWTHeaderParameters> = {}, key: CryptoKey | Uint8Array = this.current.privateKey): Promise<string> {
    return new SignJWT(this.claims(over)).setProtectedHeader({ alg: "RS256", kid: this.current.kid, ...header }).sign(key);
  }

  private async keys() {
    return [{ ...(await exportJWK(this.current.publicKey)), kid: this.current.kid, alg: "RS256", use: "sig" }];
  }
}

/** Minutes after noon as a token says them. */
export const claimAt = instant;
