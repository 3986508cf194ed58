import type { WebClient } from "@slack/web-api";
import type { OutgoingMessage } from "../services/delivery/index.ts";
import { saidBy } from "./slack-errors.ts";

/** The room of an incident, and whom to ask in. People are named by e-mail address or user id. */
export interface OpenRoom {
  name: string;
  topic?: string;
  invite?: readonly string[];
}

export const isUserId = (text: string): boolean => /^[UW][A-Z0-9]{2,20}$/.test(text);
const MOST_INVITED = 100;
const MOST_PAGES = 20;

/** Refusals that leave somebody out who is there already, or whom Slack keeps out, and nobody else. */
const HARMLESS = new Set(["already_in_channel", "cant_invite_self", "cant_invite", "user_not_found", "user_is_restricted", "ura_max_channels"]);

/** Slack's names: lower case, no `#`, 80 characters. */
export const roomName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 80);

/**
 * Opens the room, or finds the one that an earlier attempt opened, and returns its id. The name leaves out the year: a room of
 * that name that says another incident's reference, or is archived, is left alone, and the year is added.
 */
export async function openRoom(slack: WebClient, { name, topic, invite = [] }: OpenRoom, incident: OutgoingMessage["incident"]): Promise<string> {
  const wanted = roomName(name);
  const reference = incident?.reference;
  const year = reference?.split("-")[1];
  const channel = (await created(slack, wanted, reference)) ?? (year ? await created(slack, roomName(`${wanted}-${year}`), reference) : null);
  if (channel === null) throw new Error(`The room ${wanted} is another incident's`);
  if (topic) await slack.conversations.setTopic({ channel, topic: topic.slice(0, 250) });
  const users = (await Promise.all(invite.slice(0, MOST_INVITED).map((who) => userId(slack, who)))).filter((id) => id !== null);
  if (users.length > 0) await asked(slack, channel, users);
  return channel;
}

/** The room's id; null where the name is taken by what is not this incident's. */
async function created(slack: WebClient, name: string, reference: string | undefined): Promise<string | null> {
  try {
    const { channel } = await slack.conversations.create({ name });
    if (!channel?.id) throw new Error("Slack made a room without an id");
    if (reference) await slack.conversations.setPurpose({ channel: channel.id, purpose: `Incident ${reference}` });
    return channel.id;
  } catch (error) {
    if (saidBy(error) !== "name_taken") throw error;
  }
  const found = await byName(slack, name);
  if (!found?.id || found.is_archived) return null;
  const [other] = /INC-\d{4}-\d{4}-\d{3,}/.exec(found.purpose?.value ?? "") ?? [];
  if (other && reference && other !== reference) return null;
  if (!found.is_member) await slack.conversations.join({ channel: found.id });
  if (reference && !other) await slack.conversations.setPurpose({ channel: found.id, purpose: `Incident ${reference}` });
  return found.id;
}

/** Slack has no look-up by name. */
async function byName(slack: WebClient, name: string) {
  let cursor = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { channels = [], response_metadata } = await slack.conversations.list({ types: "public_channel", limit: 1_000, ...(cursor && { cursor }) });
    const found = channels.find((one) => one.name === name);
    if (found) return found;
    cursor = response_metadata?.next_cursor ?? "";
    if (!cursor) return null;
  }
  return null;
}

async function asked(slack: WebClient, channel: string, users: string[]): Promise<void> {
  try {
    await slack.conversations.invite({ channel, users: users.join(","), force: true });
  } catch (error) {
    if (!HARMLESS.has(saidBy(error) ?? "")) throw error;
  }
}

/** A person's id; null where nobody has that address. */
export async function userId(slack: WebClient, who: string): Promise<string | null> {
  if (isUserId(who)) return who;
  try {
    return (await slack.users.lookupByEmail({ email: who })).user?.id ?? null;
  } catch (error) {
    if (saidBy(error) === "users_not_found") return null;
    throw error;
  }
}
