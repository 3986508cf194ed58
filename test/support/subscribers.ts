import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { v7 as uuid } from "uuid";
import { afterAll } from "vitest";
import type { ServiceEntity } from "../../src/entities/service.entity.ts";
import { StatusComponentEntity } from "../../src/entities/status-component.entity.ts";
import { StatusPageEntity } from "../../src/entities/status-page.entity.ts";
import { StatusSubscriberEntity } from "../../src/entities/status-subscriber.entity.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { insert } from "../../src/services/rows.ts";
import { at } from "./build.ts";

export interface Mail {
  to: string[];
  /** As it went over the wire. */
  raw: string;
  headers: string;
  text: string;
  html: string;
  /** Addresses of links in its plain form. */
  links: string[];
}

export interface MailSink {
  readonly port: number;
  readonly mails: Mail[];
  /** The last one to this address. */
  lastTo: (address: string) => Mail | undefined;
}

/** A mail server on the loopback that takes everything but what `refuses` finds words against. `answer` is called when it would say that it has one. */
export async function aMailSink(refuses: (address: string) => { code: number; message: string } | null = () => null, answer: (say: () => void) => void = (say) => say()): Promise<MailSink> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ["STARTTLS"], logger: false, closeTimeout: 100,
    onRcptTo: ({ address }, _, done) => {
      const refusal = refuses(address);
      done(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
    },
    onData: (stream, { envelope }, done) => {
      let raw = "";
      stream.on("data", (chunk: Buffer) => (raw += chunk.toString())).on("end", () => {
        mails.push(mailOf(raw, envelope.rcptTo.map(({ address }) => address)));
        answer(done);
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, mails, lastTo: (address) => mails.findLast(({ to }) => to.includes(address)) };
}

function mailOf(raw: string, to: string[]): Mail {
  const [headers = ""] = raw.split("\r\n\r\n", 1);
  const part = (type: string): string => {
    const found = raw.split(/\r\n--[^\r\n]+\r\n/).find((one) => one.toLowerCase().startsWith(`content-type: ${type}`)) ?? "";
    const [head = "", ...body] = found.split("\r\n\r\n");
    const text = body.join("\r\n\r\n");
    if (/base64/i.test(head)) return Buffer.from(text, "base64").toString();
    return /quoted-printable/i.test(head) ? Buffer.from(text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), "latin1").toString() : text;
  };
  const text = part("text/plain");
  return { to, raw, headers: headers.replace(/\r\n[ \t]+/g, " "), text, html: part("text/html"), links: text.match(/https?:\/\/\S+/g) ?? [] };
}

export async function aComponent(ctx: ServiceContext, over: Partial<StatusComponentEntity> = {}, ...services: ServiceEntity[]): Promise<StatusComponentEntity> {
  const id = uuid();
  const component: StatusComponentEntity = {
    id, slug: `component-${id}`, name: "API", description: null, groupId: null, position: 0, isInternal: false, startsAt: at(-1_440), state: "OPERATIONAL",
    stateSince: at(-1_440), createdAt: at(-1_440), updatedAt: at(-1_440), ...over,
  };
  await insert(ctx, StatusComponentEntity, [component]);
  for (const { id: serviceId } of services) await ctx.db.query("insert into status_component_service values ($1, $2)", [id, serviceId]);
  return component;
}

export async function aPage(ctx: ServiceContext, over: Partial<StatusPageEntity> = {}): Promise<StatusPageEntity> {
  const id = uuid();
  const page: StatusPageEntity = {
    id, slug: `page-${id}`, name: "Acme Status", kind: "PUBLIC", isDefault: false, customerId: null, description: null, timeZone: "UTC", supportUrl: null, url: null, tokenHash: null,
    createdAt: at(-1_440), updatedAt: at(-1_440), ...over,
  };
  await insert(ctx, StatusPageEntity, [page]);
  return page;
}

/** One that has confirmed. */
export async function aSubscriber(ctx: ServiceContext, page: Pick<StatusPageEntity, "id">, over: Partial<StatusSubscriberEntity> = {}, ...components: StatusComponentEntity[]): Promise<StatusSubscriberEntity> {
  const id = uuid();
  const row: StatusSubscriberEntity = {
    id, pageId: page.id, kind: "EMAIL", address: `${id}@example.com`, name: null, language: null, origin: "SELF", takesAll: components.length === 0, secret: null, nextSecret: null, askedAt: null,
    confirmedAt: at(-60), unsubscribedAt: null, stoppedAt: null, stopReason: null, failingSince: null, refusals: 0, createdAt: at(-60), updatedAt: at(-60), ...over,
  };
  await insert(ctx, StatusSubscriberEntity, [row]);
  for (const component of components) await ctx.db.query("insert into status_subscriber_component values ($1, $2)", [id, component.id]);
  return row;
}
