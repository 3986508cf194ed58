/** A press of our button, as Slack tells of it. */
export interface Press {
  userId: string;
  /** The conversation that the button stands in. */
  conversation: string;
  /** What the button was given: a page's token, or `incident:ID`. */
  value: string;
  /** Where to answer, if Slack says. */
  responseUrl: string | null;
}

const text = (value: unknown): string => (typeof value === "string" && value.length <= 2_000 ? value : "");
const part = (value: unknown, key: string): unknown => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined);

/** Null for what is no press of that button: the payload of any other, or nonsense. */
export function pressIn(body: string, actionId: string): Press | null {
  const payload = parsed(new URLSearchParams(body).get("payload") ?? "");
  const actions = part(payload, "actions");
  const action: unknown = Array.isArray(actions) ? actions.find((one) => part(one, "action_id") === actionId) : undefined;
  const [userId, value] = [text(part(part(payload, "user"), "id")), text(part(action, "value"))];
  if (part(payload, "type") !== "block_actions" || !userId || !value) return null;
  return { userId, value, conversation: text(part(part(payload, "channel"), "id")), responseUrl: text(part(payload, "response_url")) || null };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
