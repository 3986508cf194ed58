import { answer, clock } from "../worker.ts";
import { LoadSocket, type Opening } from "./socket.ts";

/** Fewer than a listening socket lets wait. */
const AT_ONCE = 200;

/** Only what the counted get is waited for; the stalled subscribe and read nothing any more, and may be cut off for it. */
export type Manner = "counted" | "bystander" | "stalled";

type Joining = Pick<Opening, "port" | "token" | "request"> & { count: number; manner: Manner };

const sockets: LoadSocket[] = [];
let messages = 0;
let at = 0;
let lost = "";
let wanted = Infinity;
let reached = () => {};

function count(): void {
  messages += 1;
  if (messages < wanted) return;
  at = clock();
  reached();
}

function lose(why: string): void {
  lost ||= why;
  reached();
}

const MANNERS: Record<Manner, Pick<Opening, "stalls" | "onMessage" | "onLost">> = {
  counted: { stalls: false, onMessage: count, onLost: lose },
  bystander: { stalls: false, onMessage() {}, onLost: lose },
  stalled: { stalls: true, onMessage() {}, onLost() {} },
};

answer({
  begin() {},
  async open({ count, manner, ...opening }: Joining) {
    for (let first = 0; first < count; first += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, at) => new LoadSocket({ ...opening, ...MANNERS[manner], keeps: sockets.length + at === 0 }));
      sockets.push(...some);
      await Promise.all(some.map(({ ready }) => ready));
    }
  },
  reset() {
    messages = 0;
  },
  /** When as many messages as that had come since the last reset. */
  async arrived({ total, withinMs }: { total: number; withinMs: number }) {
    wanted = total;
    if (messages < total && !lost) {
      let late: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        reached = resolve;
        late = setTimeout(resolve, withinMs);
      });
      clearTimeout(late);
    }
    wanted = Infinity;
    if (lost) throw new Error(`a socket was lost: ${lost}`);
    return { messages, at };
  },
  last: () => sockets[0]?.last ?? "",
  close() {
    for (const socket of sockets.splice(0)) socket.close();
    lost = "";
    messages = 0;
  },
});
