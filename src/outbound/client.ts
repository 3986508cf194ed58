import { Agent, type Dispatcher, request } from "undici";
import { type AllowList, NOTHING } from "./allow-list.ts";
import { guardedConnector, type Resolve, systemResolve } from "./connector.ts";
import { OutboundError } from "./outbound-error.ts";
import { followed, type OutboundRequest, targetOf } from "./redirect.ts";

export interface OutboundOptions {
  allow?: AllowList | undefined;
  connectTimeoutMs?: number;
  /** For the whole of it: connecting, redirects, and reading the answer. */
  timeoutMs?: number;
  /** Of the answer's body. */
  maxBytes?: number;
  /** None for what must be where it was asked for. */
  maxRedirects?: number;
  resolve?: Resolve;
}

export interface OutboundAnswer {
  status: number;
  headers: Dispatcher.ResponseData["headers"];
  body: Buffer;
}

/** The one way by which the hub asks others. Throws an OutboundError; a status such as 500 is an answer. */
export class OutboundClient {
  private readonly agent: Agent;
  private readonly timeoutMs: number;
  private readonly maxBytes: number;
  private readonly maxRedirects: number;

  constructor({ allow = NOTHING, connectTimeoutMs = 5_000, timeoutMs = 15_000, maxBytes = 1_048_576, maxRedirects = 3, resolve = systemResolve }: OutboundOptions = {}) {
    [this.timeoutMs, this.maxBytes, this.maxRedirects] = [timeoutMs, maxBytes, maxRedirects];
    this.agent = new Agent({ connect: guardedConnector({ allow, connectTimeoutMs, resolve }), headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  }

  async request(url: string, asked: Omit<OutboundRequest, "url"> = {}): Promise<OutboundAnswer> {
    const late = AbortSignal.timeout(this.timeoutMs);
    const signal = asked.signal ? AbortSignal.any([late, asked.signal]) : late;
    let next: OutboundRequest = { ...asked, url: targetOf(url) };
    try {
      for (let redirects = 0; ; redirects += 1) {
        const answer = await this.ask(next, signal);
        const following = followed(next, answer);
        if (!following) return answer;
        if (redirects === this.maxRedirects) throw new OutboundError("redirects", `${new URL(url).origin} redirects more than ${this.maxRedirects} times`);
        next = following;
      }
    } catch (error) {
      throw asObstacle(error, next.url, signal);
    }
  }

  /** Lets go of its connections; requests under way are broken off. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async ask({ url, method = "GET", headers = {}, body = null }: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
    const answer = await request(url, { method, headers, body, signal, dispatcher: this.agent });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      // Leaving the loop destroys the body, and the connection with it.
      if (size > this.maxBytes) throw new OutboundError("size", `${url.origin} answers with more than ${this.maxBytes} bytes`);
      chunks.push(chunk);
    }
    return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
  }
}

function asObstacle(error: unknown, { origin }: URL, signal: AbortSignal): OutboundError {
  if (error instanceof OutboundError) return error;
  const { code, cause } = error as { code?: string; cause?: unknown };
  if (cause instanceof OutboundError) return cause;
  const isLate = signal.aborted || /^UND_ERR_\w+_TIMEOUT$/.test(code ?? "");
  if (isLate) return new OutboundError("time", `${origin} took too long`, { cause: error });
  return new OutboundError("unreachable", `${origin} cannot be reached (${code ?? "no reason given"})`, { cause: error });
}
