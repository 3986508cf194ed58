import { execute, type ExecutionResult, type GraphQLFormattedError } from "graphql";
import type { Actor } from "../../services/access/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import type { LivePicture, LiveSource } from "../../services/live.ts";
import { LiveGroup } from "./group.ts";
import type { GroupOptions } from "./group-options.ts";
import { Guests } from "./guests.ts";
import type { Seat } from "./member.ts";
import { type LiveOperation, type LiveRequest, readOperation } from "./operation.ts";
import { PictureGroup } from "./picture-group.ts";
import type { Subscriber } from "./subscriber.ts";

export interface RoomsOptions {
  /** Calls back after each change of what the source tells of with its moment, until the returned function is called. */
  attach: (source: LiveSource | LivePicture, ring: (at: number) => void) => () => void;
  /** Counts what callers follow, until the returned function is called. Throws where that is too much. */
  admit: (ctx: ServiceContext, key: string) => () => void;
  /** What each caller may see, in a word that is the same for all who may see the same. */
  viewsOf: (actors: Actor[]) => Promise<Map<Actor, string>>;
  present: (error: unknown) => GraphQLFormattedError;
  /** The database is only away: nobody is sent off for that. */
  isOutage: (error: unknown) => boolean;
  /** For metrics: milliseconds from a change to the first subscriber of a group that hears of it. */
  onSent?: (ms: number) => void;
}

interface Asking {
  subscriber: Subscriber;
  request: LiveRequest;
  ctx: ServiceContext;
}

interface Guest extends Asking {
  room: Room;
  seat: Seat;
}

/** Guests that move to other rooms at a time. */
const AT_ONCE = 32;

/** A group, and who is in it: what they ask for, with which eyes. */
interface Room {
  key: string;
  view: string;
  group: LiveGroup | PictureGroup;
  isState: boolean;
  detach: () => void;
}

/** Brings those who ask for the same and may see the same together: each event is executed once for all of them (ADR 10). */
export class Rooms {
  private readonly rooms = new Map<string, Room>();
  private readonly guests = new Guests<Guest>();
  /** Executions so far; for tests and metrics. */
  executions = 0;
  /** Events handed to subscribers so far. */
  deliveries = 0;

  constructor(private readonly options: RoomsOptions) {}

  get groupCount(): number {
    return this.rooms.size;
  }

  get subscriptionCount(): number {
    return this.guests.size;
  }

  /** Lets a subscriber follow. Returns how it leaves; what the source refuses is thrown. */
  async enter(request: LiveRequest, ctx: ServiceContext, subscriber: Subscriber): Promise<() => void> {
    const operation = readOperation(request);
    const release = this.options.admit(ctx, operation.key);
    let guest: Guest;
    try {
      guest = await this.seat({ request, ctx, subscriber }, operation, operation.cursor);
    } catch (error) {
      release();
      if (!this.options.isOutage(error)) throw error;
      subscriber.fallBehind(); // an error would end the subscription for good; this one comes back
      return () => {};
    }
    this.guests.add(guest);
    return () => {
      release();
      this.guests.delete(guest);
      this.leave(guest);
    };
  }

  /** Decides anew what everybody may see: whoever may see something else moves, or is sent off. */
  async recheck(): Promise<void> {
    const { actors } = this.guests;
    if (actors.length === 0) return;
    const outdated = [...this.guests.outdated(await this.options.viewsOf(actors))];
    for (let at = 0; at < outdated.length; at += AT_ONCE) {
      await Promise.all(outdated.slice(at, at + AT_ONCE).map((guest) => this.reseat(guest)));
    }
  }

  private async reseat(guest: Guest): Promise<void> {
    if (!this.guests.has(guest)) return; // it left while others moved
    const { isState } = guest.room;
    this.leave(guest);
    try {
      // Eyes that see something else need a board anew; a timeline goes on behind the last event.
      const moved = await this.seat(guest, readOperation(guest.request), isState ? null : guest.seat.position);
      const isHere = this.guests.delete(guest);
      Object.assign(guest, moved);
      if (isHere) this.guests.add(guest);
      else this.leave(guest); // it left meanwhile
    } catch (error) {
      this.guests.delete(guest);
      if (this.options.isOutage(error)) return guest.subscriber.fallBehind();
      const gone = { message: "You may no longer see this", extensions: { code: "FORBIDDEN" } };
      guest.subscriber.send([Buffer.from(JSON.stringify({ data: null, errors: [gone] }))]);
      guest.subscriber.complete();
    }
  }

  private async seat(guest: Asking, { field, args, key }: LiveOperation, cursor: string | number | null): Promise<Guest> {
    const { subscriber, request, ctx } = guest;
    if (!field.subscribe) throw new Error(`The subscription ${field.name} has no source`);
    const view = (await this.options.viewsOf([ctx.actor])).get(ctx.actor) ?? "";
    const source = (await field.subscribe(undefined, args, ctx, undefined as never)) as LiveSource | LivePicture;
    const name = JSON.stringify([view, key]);
    const room = this.rooms.get(name) ?? this.open(name, view, source, request, ctx);
    try {
      return { subscriber, request, ctx, room, seat: await room.group.join(subscriber, cursor) };
    } catch (error) {
      this.closeIfEmpty(room);
      throw error;
    }
  }

  private open(key: string, view: string, source: LiveSource | LivePicture, request: LiveRequest, ctx: ServiceContext): Room {
    const isPicture = "of" in source;
    const shared: Omit<GroupOptions, "source"> = {
      execute: async (rootValue) => this.payload(await this.execute(request, ctx, rootValue)),
      meter: { delivered: (count) => void (this.deliveries += count), sent: (ms) => this.options.onSent?.(ms) },
      refusal: (error) => (this.options.isOutage(error) ? null : this.payload({ errors: [error as never] })),
    };
    const group = isPicture ? new PictureGroup({ ...shared, source }) : new LiveGroup({ ...shared, source });
    const room = { key, view, group, isState: isPicture || source.isState, detach: this.options.attach(source, (at) => group.ring(at)) };
    this.rooms.set(key, room);
    return room;
  }

  /** Throws where the database went away under it: the event is sent once it can be read, and not as an error. */
  private async execute({ schema, document, operationName, variableValues }: LiveRequest, contextValue: ServiceContext, rootValue: unknown): Promise<ExecutionResult> {
    this.executions += 1;
    const result = await execute({ schema, document, rootValue, contextValue, operationName: operationName ?? null, variableValues: variableValues ?? {} });
    const outage = result.errors?.find(({ originalError }) => this.options.isOutage(originalError));
    if (outage?.originalError) throw outage.originalError;
    return result;
  }

  private payload({ data, errors }: ExecutionResult): Buffer {
    return Buffer.from(JSON.stringify({ data, ...(errors && { errors: errors.map(this.options.present) }) }));
  }

  private leave({ seat, room }: Guest): void {
    seat.leave();
    this.closeIfEmpty(room);
  }

  private closeIfEmpty(room: Room): void {
    if (!room.group.isEmpty || this.rooms.get(room.key) !== room) return;
    room.detach();
    this.rooms.delete(room.key);
  }
}
