import { FEEDS } from "../status-feed/index.ts";

/** What lies beside a page, below its address. The default page lies at the root of them all, so no page is named like one. */
export const BESIDE = {
  api: "api",
  history: "history.json",
  feeds: FEEDS.map(({ href }) => href),
  subscribe: "subscribe",
} as const;
