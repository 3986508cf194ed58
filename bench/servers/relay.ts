import { createClient } from "redis";
import { answer } from "../worker.ts";
import { followers, listen, next, port } from "./followers.ts";

/** Hears events over Redis, and says them to every socket by `ws.send`. */
answer({
  async begin({ redis, channel }: { redis: string; channel: string }) {
    const listener = await createClient({ url: redis }).on("error", () => {}).connect();
    await listener.subscribe(channel, (text) => {
      const { data } = JSON.parse(text) as { data: { addTimelineEvent: { revision: number; summary: string } } };
      const { revision, summary } = data.addTimelineEvent;
      for (const { socket } of followers) socket.send(next({ revision, summary }), { binary: false });
    });
    await listen();
  },
  port,
});
