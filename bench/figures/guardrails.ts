import { performance } from "node:perf_hooks";
import { type GuardrailFacts, inspect } from "../../src/services/guardrail/index.ts";
import { type Figure, figure } from "../figure.ts";

const FACTS: GuardrailFacts = {
  audience: "STATUS_PAGE", isResolution: false, workaround: "Customers can reduce batch size to under 100 records", rootCause: "Rate limit configuration deployed with incorrect threshold",
  publicWords: ["API rate limiting", "Batch API calls failing"], names: { people: ["Alex Rivera", "Sam Chen"], teams: ["Platform Engineering"], parties: [] },
};

const ORDINARY =
  "We identified an issue with API rate limiting affecting batch operations. A fix has been deployed and we are monitoring recovery. Some customers may still see error 429 on batch calls; " +
  "we believe that most of them have recovered. If you are affected, retry with smaller batches. We are working with our provider. Next update in 15 minutes.\n\n";

/** Texts made to be slow: each fills what a message may hold, 20,000 characters. */
const HOSTILE = [
  "a", "(", "<", "<a ", "<b>x</b>", "[a](", "&#", "&amp;", "may ", "may be ", "it may be the ", "we believe ", "likely due to a ", "next update ", "update in 5 ", "engineer ", "customers can ", "p r o b ", "a 1 ", "a1", "a-b-", "a'b'",
  "e\u0301\u0302", "\ud800", "\u202eab ", "аb ", "<!--", "http://", "in the next 5 ", "by 12:30 ", "rate limit incorrect threshold ", "A\n", "it may be the a an some another ", "possible potential likely ",
];

/** How long one text takes: the best of some, as the machine does other things too. */
function millis(run: () => unknown, times: number): number {
  let best = Infinity;
  for (let time = 0; time < times; time += 1) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** An ordinary long message against writing and reading the same as JSON, and the slowest of those made to be slow. */
export function guardrails(): Promise<Figure[]> {
  const ordinary = ORDINARY.repeat(40).slice(0, 10_000);
  for (let time = 0; time < 200; time += 1) inspect(ordinary, FACTS);
  const rounds = Array.from({ length: 5 }, () => ({
    checked: millis(() => inspect(ordinary, FACTS), 30),
    anchor: millis(() => JSON.parse(JSON.stringify(ordinary.split(" "))), 30),
    slowest: Math.max(...HOSTILE.map((part) => millis(() => inspect(part.repeat(Math.ceil(20_000 / part.length)).slice(0, 20_000), FACTS), 8))),
  }));
  return Promise.resolve([
    figure("guardrails: 10,000 characters checked", rounds.map(({ checked }) => checked), { atMost: 5 }, "ms"),
    figure("guardrails: its words written and read as JSON", rounds.map(({ anchor }) => anchor), "anchor", "ms"),
    figure("guardrails: checked against its words as JSON", rounds.map(({ checked, anchor }) => checked / anchor), "anchor"),
    figure("guardrails: slowest of 20,000 hostile characters", rounds.map(({ slowest }) => slowest), { atMost: 50 }, "ms"),
  ]);
}
