import type { ComponentState, StatusEntryState, SubscriberState } from "../../entities/vocabulary.ts";

/**
 * What the hub itself says around words that people wrote, in one language: in letters, and on the pages where readers ask
 * for them or leave. `{name}` stands for what `filled` puts in.
 */
export interface Frame {
  /** BCP 47. */
  language: string;
  /** What the language is called in itself. */
  name: string;
  /** For dates. */
  locale: string;
  letter: Record<"because" | "statusPage" | "unsubscribe", string>;
  leave: Record<"title" | "isWritten" | "stop" | "stopped" | "isNotWritten" | "again" | "noLink" | "newest", string>;
  notice: Record<"because" | "read" | "change" | "unsubscribe" | "takenBack" | "reminder" | "scheduled" | "affected", string>;
  states: Record<StatusEntryState, string>;
  /** As they stand within a line. */
  components: Record<ComponentState, string>;
  question: Record<"subject" | "heading" | "text" | "confirm" | "footer" | "standing" | "nothingChanged" | "manage", string>;
  pages: Record<
    | "title" | "address" | "language" | "tellMeOf" | "everything" | "theseAlone" | "subscribe" | "linkFirst" | "inbox" | "asked" | "willBeTold" | "confirm" | "save" | "unsubscribe" | "again" | "leave" | "willNotBeTold" | "failed",
    string>;
  standing: Record<SubscriberState, string>;
  /** Of a refusal by its code, in place of the API's English. */
  refusals: Partial<Record<string, string>>;
}
