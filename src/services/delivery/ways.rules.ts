import type { ContactMethod } from "../../entities/responder.entity.ts";
import { type ChannelKind, NOTIFICATION_KINDS, type NotificationKind } from "../../entities/vocabulary.ts";
import { reliable, type Standing } from "../contact/standing.rules.ts";

/** One way by which somebody is told something. */
export interface Way {
  channel: ChannelKind;
  address: string;
  afterSeconds: number;
}

interface Person {
  name: string;
  email: string;
  contactMethods: readonly ContactMethod[];
}

interface Possible {
  configured: ReadonlySet<ChannelKind>;
  /** Between one way and the next, where the person has not said otherwise. */
  nextMethodAfter: number;
  /** What is known of a way; left out, nothing speaks against any. */
  standingOf?: (method: Pick<ContactMethod, "channel" | "address">) => Standing;
}

const UNKNOWN: Standing = { verified: null, isFailing: false };

/** What wakes people is for pages. */
const PAGES_ONLY: readonly ChannelKind[] = ["SMS", "VOICE"];

export const takes = ({ channel, takes: said }: ContactMethod, kind: NotificationKind): boolean =>
  said?.includes(kind) ?? (kind === "PAGE" || !PAGES_ONLY.includes(channel));

export const taken = (method: ContactMethod): NotificationKind[] => NOTIFICATION_KINDS.filter((kind) => takes(method, kind));

/** Why nothing can be sent by this method; null where it can. */
export function unusable({ channel }: ContactMethod, { configured }: Pick<Possible, "configured">): string | null {
  return configured.has(channel) ? null : `${channel} is not set up on this hub`;
}

/**
 * The ways to tell somebody, in the person's order, each with its time after the first. The first that can be used goes
 * at once, whatever stood before it. What only informs goes one way; a page goes all of them until somebody acknowledges.
 * Without any way, why. What is known of the ways orders them, and leaves out those that
 * are not to be relied on (ADR 20); where all of them fail, the address that the person is known by is the last.
 */
export function waysTo(person: Person, kind: NotificationKind, possible: Possible): { ways: Way[]; obstacle: string | null } {
  const directory: ContactMethod = { channel: "EMAIL", address: person.email };
  const { standingOf = () => UNKNOWN } = possible;
  const relied = timed(reliable(person.contactMethods, standingOf), possible.nextMethodAfter).filter((method) => takes(method, kind));
  const isHopeless = relied.every((method) => standingOf(method).isFailing) && !relied.some(({ channel }) => channel === "EMAIL");
  const asked = isHopeless ? timed([...relied, directory], possible.nextMethodAfter) : relied;
  const reasons = asked.map((method) => unusable(method, possible));
  const usable = asked.filter((_, at) => reasons[at] === null);
  const [first] = usable;
  if (!first) return { ways: [], obstacle: `${person.name} cannot be reached: ${[...new Set(reasons)].join("; ")}` };
  const ways = usable.map(({ channel, address, delaySeconds }) => ({ channel, address, afterSeconds: delaySeconds - first.delaySeconds }));
  return { ways: kind === "PAGE" ? ways : ways.slice(0, 1), obstacle: null };
}

/** The methods with their times; nobody is reached by a later one before an earlier one. */
function timed(methods: readonly ContactMethod[], nextMethodAfter: number): (ContactMethod & { delaySeconds: number })[] {
  let last = -nextMethodAfter;
  return methods.map((method) => {
    last = Math.max(last, method.delaySeconds ?? last + nextMethodAfter);
    return { ...method, delaySeconds: last };
  });
}

/** What answers for an address: its host where it is a URL; else whoever stands behind the channel. */
export function destinationOf(channel: ChannelKind, address: string): string {
  return /^https?:/i.test(address) && URL.canParse(address) ? `${channel} ${new URL(address).host}` : channel;
}
