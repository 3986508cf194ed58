import type { IncomingMessage } from "node:http";
import { type Frame, frameIn, preferred } from "../services/frame/index.ts";

/** The hub's words in the language that somebody has said, else in the one that their browser asks for. */
export const frameFor = ({ headers }: Pick<IncomingMessage, "headers">, language: string | null = null): Frame => frameIn(language ?? preferred(headers["accept-language"]));
