import type { Audience, CommunicationOrigin } from "../../entities/vocabulary.ts";

/** What a language model is asked. `facts` are all that it learns of the incident. */
export interface Asked {
  system: string;
  facts: string;
  maxTokens: number;
}

/** Why a model's words were not taken. */
export const FALLBACKS = ["LATE", "UNREACHABLE", "ANSWER", "EMPTY", "TOO_LONG", "MARKUP", "INVENTED", "GUARDRAIL", "LANGUAGE", "STALE", "PRIVATE", "TEMPLATE"] as const;
export type Fallback = (typeof FALLBACKS)[number];

/** No text came of it; the message is for whoever reads the draft, and names no address. */
export class WriterError extends Error {
  override name = "WriterError";

  constructor(readonly reason: Fallback, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** A language model that drafts. It may take its time, fail and lie; whoever asks it reckons with all three. */
export interface Writer {
  /** Throws a WriterError. */
  write(asked: Asked, signal: AbortSignal): Promise<string>;
}

export interface Drafted {
  audience: Audience;
  origin: CommunicationOrigin;
  /** Null where all went as meant. */
  fallback: Fallback | null;
  note: string | null;
}

/** What a hub drafts with, and where it tells of it. */
export interface Drafting {
  writer: Writer | null;
  onDrafted: (drafted: Drafted) => void;
}
