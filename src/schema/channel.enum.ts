import type { ChannelField } from "../services/delivery/index.ts";
import { enumFrom } from "./enum-from.ts";

export const ChannelFieldKindEnum = enumFrom<ChannelField["kind"]>("ChannelFieldKind", ["TEXT", "URL", "EMAIL", "PHONE", "NUMBER", "BOOLEAN", "SECRET"], "What a field of a channel holds.", {
  TEXT: "One line of text.",
  URL: "An http or https URL.",
  EMAIL: "An e-mail address.",
  PHONE: "A phone number with its country code.",
  NUMBER: "A whole number.",
  BOOLEAN: "`true` or `false`.",
  SECRET: "One line of text that is never shown again.",
});
