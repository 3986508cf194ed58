import { z } from "zod";
import type { Channels, ChannelSettings } from "../../services/delivery/index.ts";
import { type Kind, readBy } from "./setting-kinds.ts";

/** The environment's way to set up e-mail. */
export interface MailSettings {
  smtpUrl: ChannelSettings | undefined;
  mailFrom: string | undefined;
}

/** A secret, for the password in it. Read as what the channel is set up with. */
export const smtpAddress: Kind<ChannelSettings> = {
  schema: readBy(serverOf),
  right: "an address like smtp://user:password@mail.example.com:587, with %-signs for what a URL cannot hold",
  isSecret: true,
};

export const mailbox: Kind<string> = {
  schema: z.email(),
  right: "an e-mail address like incidents@example.com",
  isSecret: false,
};

function serverOf(text: string): ChannelSettings {
  const { protocol, hostname, port, username, password, searchParams } = new URL(text);
  if (!/^smtps?:$/.test(protocol) || hostname === "") throw new Error("It names no SMTP server");
  const isTls = protocol === "smtps:";
  return {
    host: hostname.replace(/^\[|\]$/g, ""), port: port || (isTls ? "465" : "587"), tls: isTls ? "start" : (searchParams.get("tls") ?? "offered"), verify: searchParams.get("verify") ?? "true",
    ...(username && { user: decodeURIComponent(username), password: decodeURIComponent(password) }),
  };
}

/** What the environment sets up; what is set up over the API comes before it. */
export const givenSettings = ({ smtpUrl, mailFrom }: Partial<MailSettings>): Channels["given"] =>
  smtpUrl && mailFrom ? { EMAIL: { ...smtpUrl, from: mailFrom } } : {};
