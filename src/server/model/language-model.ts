import type { AllowList } from "../../outbound/index.ts";
import { OutboundClient, OutboundError } from "../../outbound/index.ts";
import { type Asked, type Fallback, type Writer, WriterError } from "../../services/model-draft/writer.ts";
import type { ModelSettings } from "../settings/model-settings.ts";

/** A message is at most 20,000 characters; whatever is much larger is none. */
const MAX_ANSWER = 512 * 1_024;
const LONGEST_SECONDS = 120;

/**
 * A model behind an OpenAI-compatible API. It is asked over the hub's one way out; that the operator has named its address
 * allows that address, and no other: it must not redirect.
 */
export class LanguageModel implements Writer {
  private readonly client: OutboundClient;
  private readonly timeoutMs: number;

  constructor(private readonly settings: Partial<ModelSettings> & { llmUrl: string; llmModel: string }, allow: AllowList) {
    const { hostname, port, protocol } = new URL(settings.llmUrl);
    const named = `${hostname.replace(/^\[|\]$/g, "")}:${port || (protocol === "https:" ? "443" : "80")}`.toLowerCase();
    this.timeoutMs = (settings.llmTimeoutSeconds ?? LONGEST_SECONDS) * 1_000;
    this.client = new OutboundClient({ allow: { ...allow, services: new Set([...allow.services, named]) }, timeoutMs: this.timeoutMs, maxBytes: MAX_ANSWER, maxRedirects: 0 });
  }

  async write({ system, facts, maxTokens }: Asked, signal: AbortSignal): Promise<string> {
    try {
      const model = await this.model();
      const { generateText } = await import("ai");
      const { text } = await generateText({
        model, system, prompt: facts, maxOutputTokens: maxTokens, temperature: 0.2, maxRetries: 0, abortSignal: AbortSignal.any([signal, AbortSignal.timeout(this.timeoutMs)]),
      });
      return text;
    } catch (error) {
      throw asWriterError(error);
    }
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** Loaded with the first draft: a hub without a model is not to pay for it at its start. */
  private async model() {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const { llmUrl: baseURL, llmModel, llmApiKey: apiKey } = this.settings;
    return createOpenAICompatible({ name: "muster", baseURL, ...(apiKey && { apiKey }), fetch: this.fetch })(llmModel);
  }

  private readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    const { status, headers: answered, body } = await this.client.request(url, { method: "POST", headers, body: typeof init.body === "string" ? init.body : null, ...(init.signal && { signal: init.signal }) });
    return new Response(new Uint8Array(body), { status, headers: { "content-type": String(answered["content-type"] ?? "application/json") } });
  };
}

const REASONS: Partial<Record<string, Fallback>> = { time: "LATE", size: "ANSWER", redirects: "ANSWER" };
const WORDS: Partial<Record<Fallback, string>> = { LATE: "The model did not answer in time", ANSWER: "The model's answer could not be read", UNREACHABLE: "The model could not be reached" };

/** Neither the address nor what was answered is told on: both may hold more than whoever reads drafts should know. */
function asWriterError(error: unknown): WriterError {
  const obstacle = obstacleOf(error);
  const isLate = error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError");
  const reason = obstacle ? (REASONS[obstacle.obstacle] ?? "UNREACHABLE") : isLate ? "LATE" : "ANSWER";
  return new WriterError(reason, WORDS[reason] ?? "The model could not be asked", { cause: error });
}

function obstacleOf(error: unknown): OutboundError | null {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) if (one instanceof OutboundError) return one;
  return null;
}
