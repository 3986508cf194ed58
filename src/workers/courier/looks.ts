import type { ServiceContext } from "../../services/context.ts";
import { withdrawn } from "../../services/delivery/index.ts";

interface Asking {
  ids: readonly string[];
  told: (answer: Map<string, string>) => void;
  failed: (error: unknown) => void;
}

/** Looks what must not go out any more: who asks while a look is under way shares the next one with all that ask by then. */
export class Looks {
  private waiting: Asking[] = [];
  private isLooking = false;

  constructor(private readonly ctx: Pick<ServiceContext, "db">, private readonly by: string) {}

  /** Of these, those that must not go out, with the reason. As it stands after the call. */
  at(ids: readonly string[]): Promise<Map<string, string>> {
    return new Promise((told, failed) => {
      this.waiting.push({ ids, told, failed });
      if (!this.isLooking) void this.look();
    });
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    while (this.waiting.length > 0) {
      const asking = this.waiting;
      this.waiting = [];
      await withdrawn(this.ctx, asking.flatMap(({ ids }) => ids), this.by).then(
        (found) => asking.forEach(({ told }) => told(found)),
        (error: unknown) => asking.forEach(({ failed }) => failed(error)),
      );
    }
    this.isLooking = false;
  }
}
