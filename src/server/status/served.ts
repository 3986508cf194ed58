import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** In bytes; what is smaller goes out in one packet either way. */
const WORTH_IT = 1_400;
const zip = promisify(gzip);

/** A file as it goes out in one encoding. Each has a tag of its own: a cache must not take one for the other. */
export interface Sent {
  body: Buffer;
  etag: string;
  encoding: "gzip" | null;
}

/** A file of a page, made ready once however many ask for it. Repeated as it is, a page of many days is a fiftieth when compressed. */
export class Served {
  private readonly plain: Sent;
  private zipped: Promise<Sent> | null = null;

  constructor(text: string) {
    const body = Buffer.from(text);
    this.plain = { body, etag: `"${hashOf(body)}"`, encoding: null };
  }

  async forReader(takesGzip: boolean): Promise<Sent> {
    return takesGzip && this.plain.body.length > WORTH_IT ? (this.zipped ??= this.compress()) : this.plain;
  }

  private async compress(): Promise<Sent> {
    const { body } = this.plain;
    return { body: await zip(body), etag: `"${hashOf(body)}-gzip"`, encoding: "gzip" };
  }
}

const hashOf = (body: Buffer): string => createHash("sha256").update(body).digest("base64url").slice(0, 22);
