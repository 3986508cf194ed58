import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { answer, clock } from "../worker.ts";

/** When each address had its first mail, and how many since. */
const heard = new Map<string, { at: number; times: number }>();

/** Since the last time it was asked. */
let taken = 0;
let bytes = 0;

/** An SMTP server that takes everything. */
answer({
  begin() {},
  async open() {
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ["STARTTLS"], logger: false,
      onData: (stream, { envelope }, done) => {
        stream.on("data", (chunk: Buffer) => (bytes += chunk.length)).on("end", () => {
          taken += 1;
          for (const { address } of envelope.rcptTo) {
            const one = heard.get(address) ?? { at: clock(), times: 0 };
            heard.set(address, { ...one, times: one.times + 1 });
          }
          done(null, "queued");
        });
      },
    });
    server.on("error", () => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.server.address() as AddressInfo).port;
  },
  cameAt: ({ address }: { address: string }) => heard.get(address)?.at ?? null,
  tally({ domain }: { domain: string }) {
    const ours = [...heard].filter(([address]) => address.endsWith(`@${domain}`)).map(([, one]) => one);
    return { addresses: ours.length, mails: ours.reduce((sum, { times }) => sum + times, 0), last: Math.max(0, ...ours.map(({ at }) => at)) };
  },
  /** What was taken since the last time it was asked. */
  taken() {
    const all = { taken, bytes };
    [taken, bytes] = [0, 0];
    return all;
  },
});
