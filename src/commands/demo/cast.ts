import type { AccessRole } from "../../entities/vocabulary.ts";
import { type Client, connect } from "./client.ts";
import { emailOf } from "./people.ts";

/** Somebody or something that works the incident, with a key of its own. */
interface Part {
  key: string;
  /** How the screen calls it. */
  shown: string;
  role: AccessRole;
  /** As the API names them. */
  scopes?: string[];
  /** The person who speaks through it. */
  person?: string;
}

export const PARTS = {
  datadog: { key: "Datadog", shown: "Datadog", role: "INTEGRATION", scopes: ["INCIDENTS_WRITE"] },
  onCall: { key: "On-call", shown: "Riley Park (on-call)", role: "RESPONDER", person: "Riley Park" },
  commander: { key: "Incident command", shown: "Alex Rivera (command)", role: "RESPONDER", person: "Alex Rivera" },
  platform: { key: "Platform Engineering", shown: "Sam Chen (platform)", role: "RESPONDER", person: "Sam Chen" },
  support: { key: "Support", shown: "Jordan Lee (support)", role: "RESPONDER", person: "Jordan Lee" },
  success: { key: "Customer Success", shown: "Taylor Kim (CS)", role: "RESPONDER", person: "Taylor Kim" },
  board: { key: "Status board", shown: "Status board", role: "VIEWER" },
} satisfies Record<string, Part>;

export type PartName = keyof typeof PARTS;

export interface Cast {
  clients: Record<PartName, Client>;
  /** Ids of the people in the directory. */
  ids: Partial<Record<PartName, string>>;
  /** For the board's subscription. */
  boardToken: string;
  /** Ends the keys; nobody else has their tokens. */
  dismiss(): Promise<void>;
}

const CREATE = "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token apiKey { id } } }";
const DAY_MS = 86_400_000;

/** Makes each a key of its own. One that outlives its run, as after a kill, ends within a day. */
export async function gather(hub: string, admin: Client): Promise<Cast> {
  const parts = Object.entries<Part>(PARTS) as [PartName, Part][];
  const made = await Promise.all(
    parts.map(async ([name, { key, role, scopes, person }]) => {
      const responderId = person === undefined ? null : await idOf(admin, person);
      return { name, responderId, ...(await createKey(admin, { name: key, role, scopes, responderId }, 1)) };
    }),
  );
  const pairs = <T>(of: (one: (typeof made)[number]) => T) => Object.fromEntries(made.map((one) => [one.name, of(one)])) as Record<PartName, T>;
  return {
    clients: pairs(({ token }) => connect(hub, token)),
    ids: pairs(({ responderId }) => responderId ?? ""),
    boardToken: pairs(({ token }) => token).board,
    dismiss: async () => {
      await Promise.all(made.map(({ id }) => admin("mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { id } }", { id })));
    },
  };
}

export async function createKey(admin: Client, input: object, days: number): Promise<{ token: string; id: string }> {
  const expiresAt = new Date(Date.now() + days * DAY_MS);
  const { createApiKey } = await admin<{ createApiKey: { token: string; apiKey: { id: string } } }>(CREATE, { input: { ...input, expiresAt } });
  return { token: createApiKey.token, id: createApiKey.apiKey.id };
}

async function idOf(admin: Client, person: string): Promise<string> {
  const { responder } = await admin<{ responder: { id: string } }>("query ($email: String!) { responder(email: $email) { id } }", { email: emailOf(person) });
  return responder.id;
}
