import type { ServerResponse } from "node:http";
import { aPeer, json, type Peer } from "./peers.ts";

export interface Room {
  id: string;
  name: string;
  is_archived: boolean;
  is_member: boolean;
  purpose: { value: string };
  topic: string;
  members: string[];
}

export interface Posted {
  channel: string;
  text: string;
  blocks: string;
  client_msg_id: string;
  /** Of what stands in a thread. */
  thread_ts?: string;
}

/** As much of Slack as the hub speaks to: what a workspace keeps, and the refusals that it gives. */
export interface SlackPeer extends Peer {
  token: string;
  users: Map<string, string>;
  rooms: Room[];
  posts: Posted[];
  /** What the next call of a method answers in place of its own. */
  next: Map<string, (res: ServerResponse) => void>;
}

export async function aSlack(): Promise<SlackPeer> {
  const slack: Omit<SlackPeer, keyof Peer> = { token: "xoxb-test", users: new Map(), rooms: [], posts: [], next: new Map() };
  const peer = await aPeer(({ path, headers, body }, res) => {
    const method = path.replace("/api/", "");
    const form = Object.fromEntries(new URLSearchParams(body));
    const special = slack.next.get(method);
    if (special) return slack.next.delete(method), special(res);
    if (headers.authorization !== `Bearer ${slack.token}`) return json(res, 200, { ok: false, error: "invalid_auth" });
    const answer = METHODS[method]?.(slack, form) ?? { error: "unknown_method" };
    json(res, 200, { ok: !("error" in answer), ...answer });
  });
  return Object.assign(peer, slack, { url: `${peer.url}/api/` });
}

type Form = Record<string, string>;
type Method = (slack: Omit<SlackPeer, keyof Peer>, form: Form) => Record<string, unknown>;

const inRoom = (work: (room: Room, form: Form) => Record<string, unknown>): Method => (slack, form) => {
  const room = slack.rooms.find(({ id }) => id === form["channel"]);
  if (!room) return { error: "channel_not_found" };
  return room.is_archived ? { error: "is_archived" } : work(room, form);
};

const METHODS: Record<string, Method> = {
  "users.lookupByEmail": ({ users }, { email = "" }) => (users.has(email) ? { user: { id: users.get(email) } } : { error: "users_not_found" }),
  "users.info": ({ users }, { user = "" }) => {
    const [email] = [...users].find(([, id]) => id === user) ?? [];
    return email ? { user: { id: user, profile: { email } } } : { error: "user_not_found" };
  },
  "conversations.create": ({ rooms }, { name = "" }) => {
    if (rooms.some((room) => room.name === name)) return { error: "name_taken" };
    const room = { id: `C${rooms.length + 1}`, name, is_archived: false, is_member: true, purpose: { value: "" }, topic: "", members: [] };
    rooms.push(room);
    return { channel: room };
  },
  "conversations.list": ({ rooms }, { cursor }) => {
    const at = Number(cursor ?? 0);
    return { channels: rooms.slice(at, at + 1), response_metadata: { next_cursor: at + 1 < rooms.length ? String(at + 1) : "" } };
  },
  "conversations.join": inRoom((room) => ((room.is_member = true), { channel: room })),
  "conversations.setTopic": inRoom((room, { topic = "" }) => ((room.topic = topic), {})),
  "conversations.setPurpose": inRoom((room, { purpose = "" }) => ((room.purpose.value = purpose), {})),
  "conversations.invite": inRoom((room, { users = "" }) => {
    const fresh = users.split(",").filter((id) => !room.members.includes(id));
    room.members.push(...fresh);
    return fresh.length > 0 ? { channel: room } : { error: "already_in_channel" };
  }),
  "chat.postMessage": ({ rooms, posts }, { channel = "", text = "", blocks = "", client_msg_id = "", thread_ts }) => {
    const room = rooms.find(({ id, name }) => id === channel || `#${name}` === channel);
    if (!room && !/^[UWD]/.test(channel)) return { error: "channel_not_found" };
    if (room?.is_archived) return { error: "is_archived" };
    if (room && !room.is_member) return { error: "not_in_channel" };
    const texts = (JSON.parse(blocks || "[]") as { text?: { text: string } }[]).map((block) => block.text?.text ?? "");
    if (texts.some((said) => said.length > 3_000) || texts.length > 50) return { error: "invalid_blocks" };
    if (texts.join("").length > 12_000) return { error: "msg_blocks_too_long" };
    const known = posts.findIndex((post) => post.client_msg_id === client_msg_id);
    if (known < 0) posts.push({ channel: room?.id ?? channel, text, blocks, client_msg_id, ...(thread_ts && { thread_ts }) });
    return { channel: room?.id ?? `D${channel}`, ts: `1700000000.00000${known < 0 ? posts.length : known + 1}` };
  },
};
