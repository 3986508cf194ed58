import type { ChannelKind } from "../../entities/vocabulary.ts";

/** One thing that a channel, or an address on it, is set up with; a client builds its form from it. */
export interface ChannelField {
  name: string;
  label: string;
  kind: "TEXT" | "URL" | "EMAIL" | "PHONE" | "NUMBER" | "BOOLEAN" | "SECRET";
  isRequired: boolean;
  description: string;
  /** What the text has to match, as a JavaScript regular expression. */
  pattern?: string;
  default?: string;
  /** Of a secret: whether receivers may know the one before for a while; then `NAME.before` stands beside it. */
  overlaps?: boolean;
}

/** What a channel is set up with, by the names of its fields. */
export type ChannelSettings = Readonly<Record<string, string>>;

/** A body that a webhook gets as it stands, and the secret that its receiver alone knows beside the hub. */
export interface SignedBody {
  body: string;
  secret: string;
  /** What the answer has to hold; without it the message counts as refused. */
  expects?: string;
}

/** What goes out to one address. */
export interface OutgoingMessage {
  /** The same at every attempt: what a provider that takes an idempotency key is given. */
  key: string;
  to: string;
  subject: string;
  /** Plain text; its first line is the most important one. */
  text: string;
  html?: string;
  /** A page: nothing else may stand before it. */
  isUrgent?: boolean;
  /** Where the person acknowledges; opening it changes nothing, its button does. */
  acknowledgeUrl?: string;
  incident?: { id: string; reference: string; channel: string };
  /** What else the channel is to do, in its own terms, such as to open a room. */
  act?: Record<string, unknown>;
  /** To an endpoint with a secret of its own. */
  signed?: SignedBody;
}

/** What became of one attempt. Whatever is thrown counts as RETRY. */
export type Outcome =
  /** The other side has it; only this is SENT. */
  | { state: "ACCEPTED"; answer: string }
  | {
      state: "RETRY";
      reason: string;
      retryAfterMs?: number;
      /** Nobody answers there at all, whoever the message is for: what goes there is held back for a while. */
      isDown?: boolean;
    }
  /** Asking again would not help. */
  | {
      state: "REFUSED";
      reason: string;
      /** The message or its sender was refused, which says nothing of the address. */
      isAboutMessage?: boolean;
    };

/** A way out. One adapter each in `src/channels`. */
export interface Channel {
  readonly kind: ChannelKind;
  readonly label: string;
  /** What it is set up with, once for the hub. */
  readonly fields: readonly ChannelField[];
  /** What can be known to be wrong with an address before anything is sent there; the reason, or null. */
  refuses?(address: string): string | null;
  /** What cannot be said by fields alone, such as which of them go together; the reason, or null. */
  check?(settings: ChannelSettings): string | null;
  /** What a person's address on it looks like. */
  readonly address: ChannelField;
  /** Most characters of one message's text; longer ones are cut with a word that they are. */
  readonly maxText: number;
  /** How many it sends at once: of pages, and as many of all else. What waits for a place waits in the hub, where it can still be stopped. */
  readonly atOnce?: number;
  send(message: OutgoingMessage, settings: ChannelSettings): Promise<Outcome>;
  close?(): Promise<void>;
}

/** The ways out of a hub, and what its environment sets them up with; `configureChannel` has the last word. */
export interface Channels {
  readonly all: readonly Channel[];
  readonly given: Readonly<Partial<Record<ChannelKind, ChannelSettings>>>;
}
