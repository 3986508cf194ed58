import type { Actor } from "../../services/access/index.ts";
import type { ServiceContext } from "../../services/context.ts";

interface Filed {
  readonly ctx: ServiceContext;
  readonly room: { readonly view: string };
}

/** A person may be here twice with different roles, by two ways of signing in. */
const nameOf = (actor: Actor): string => JSON.stringify(actor);

/** All who follow something, by caller and by what the caller may see: most share both, and one look serves them all. */
export class Guests<Guest extends Filed> {
  private readonly byActor = new Map<string, { actor: Actor; byView: Map<string, Set<Guest>> }>();
  size = 0;

  add(guest: Guest): void {
    const name = nameOf(guest.ctx.actor);
    const filed = this.byActor.get(name) ?? { actor: guest.ctx.actor, byView: new Map<string, Set<Guest>>() };
    const alike = filed.byView.get(guest.room.view) ?? new Set();
    filed.byView.set(guest.room.view, alike.add(guest));
    this.byActor.set(name, filed);
    this.size += 1;
  }

  has(guest: Guest): boolean {
    return this.byActor.get(nameOf(guest.ctx.actor))?.byView.get(guest.room.view)?.has(guest) ?? false;
  }

  /** To be asked before the guest changes its room. Says whether it was there. */
  delete(guest: Guest): boolean {
    const { ctx: { actor }, room: { view } } = guest;
    const byView = this.byActor.get(nameOf(actor))?.byView;
    const alike = byView?.get(view);
    if (!byView || !alike?.delete(guest)) return false;
    this.size -= 1;
    if (alike.size === 0) byView.delete(view);
    if (byView.size === 0) this.byActor.delete(nameOf(actor));
    return true;
  }

  /** Each caller once. */
  get actors(): Actor[] {
    return [...this.byActor.values()].map(({ actor }) => actor);
  }

  /** Those whose caller may see something else by now. */
  *outdated(views: ReadonlyMap<Actor, string>): Iterable<Guest> {
    for (const { actor, byView } of this.byActor.values()) {
      const view = views.get(actor);
      // Who came meanwhile has been looked at meanwhile.
      for (const [old, alike] of byView) if (view !== undefined && old !== view) yield* alike;
    }
  }
}
