import type { StatusComponentEntity } from "../../entities/status-component.entity.ts";
import { SUBSCRIBER_KINDS, type SubscriberKind } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { given, LIMITS, list, optionalText } from "../input.ts";
import { addressIn, newWebhookSecret, sealedFor, webhookSecret } from "./address.ts";
import { type Choice, chosenFrom } from "./choice.ts";
import { optionalLanguage } from "./optional-language.ts";

/** A subscriber as somebody else brings it in. */
export interface SubscriberRow {
  /** EMAIL where it is left out, and WEBHOOK for what begins with https:. */
  kind?: string | null | undefined;
  address?: string | null | undefined;
  name?: string | null | undefined;
  /** BCP 47. */
  language?: string | null | undefined;
  components?: readonly string[] | null | undefined;
  /** `whsec_...`; made where it is left out. Of webhooks alone. */
  secret?: string | null | undefined;
}

/** One that may be written. */
export interface Candidate {
  kind: SubscriberKind;
  address: string;
  name: string | null;
  language: string | null;
  choice: Choice;
  isConfirmed: boolean;
  /** In the clear, of a webhook. */
  secret: string | null;
  sealed: ((id: string, column: "secret" | "next_secret") => string) | null;
}

/** INVALID_INPUT names the field that is wrong. */
export function candidateOf(ctx: Pick<ServiceContext, "channels" | "secretKeys">, components: readonly StatusComponentEntity[], row: SubscriberRow, isConfirmed: boolean): Candidate {
  const { address = "", name, secret: said } = row;
  const kind = kindIn(row.kind, address ?? "");
  if (given(said) && kind !== "WEBHOOK") throw invalid("secret", "Only a webhook has a secret");
  const secret = kind === "EMAIL" ? null : given(said) ? webhookSecret("secret", said) : newWebhookSecret();
  const wanted = new Set(list("components", row.components, 500));
  return {
    kind, address: addressIn(ctx, kind, address ?? ""), name: optionalText("name", name, LIMITS.name), language: optionalLanguage(row.language), isConfirmed, secret,
    choice: wanted.size === 0 ? { takesAll: true, componentIds: [] } : chosenFrom(components, wanted),
    sealed: secret === null ? null : (id, column) => sealedFor(ctx, id, secret, column),
  };
}

function kindIn(kind: string | null | undefined, address: string): SubscriberKind {
  if (!given(kind)) return /^https?:/i.test(address.trim()) ? "WEBHOOK" : "EMAIL";
  const known = SUBSCRIBER_KINDS.find((one) => one === kind.trim().toUpperCase());
  if (!known) throw invalid("kind", `kind must be one of ${SUBSCRIBER_KINDS.join(", ")}`);
  return known;
}
