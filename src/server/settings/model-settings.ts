import { z } from "zod";
import type { Config } from "./config.ts";
import type { Kind } from "./setting-kinds.ts";

/** The language model that drafts, where there is one. */
export type ModelSettings = Pick<Config, "llmUrl" | "llmModel" | "llmApiKey" | "llmTimeoutSeconds">;

/** Credentials belong into the key. */
export const modelAddress: Kind<string> = {
  schema: z.string().refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && !/[?#@]/.test(url)),
  right: "the base address of an OpenAI-compatible API, like http://localhost:11434/v1",
  isSecret: false,
};

export const modelName: Kind<string> = { schema: z.string().regex(/^\S{1,200}$/), right: "the name of a model, without blanks", isSecret: false };

export const modelKey: Kind<string> = { schema: z.string().regex(/^[\x21-\x7e]{1,1000}$/), right: "printable ASCII without spaces", isSecret: true };
