import { expect, test } from "vitest";
import { promisedTime } from "../../src/services/communication/promised-time.rules.ts";

const NOON = new Date("2030-01-01T12:00:00Z");
const minutesOf = (text: string) => {
  const at = promisedTime(text, NOON);
  return at && (at.getTime() - NOON.getTime()) / 60_000;
};

test.each([
  ["A fix has been deployed. Next update in 15 minutes.", 15],
  ["We will provide another update within the next hour.", 60],
  ["We will update within 30 mins", 30],
  ["Expect an update in half an hour.", 30],
  ["Next update in 2 hours.", 120],
  ["We post the next update in an hour.", 60],
])("%j promises an update in %i minutes", (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes);
});

test.each(["Recovery is expected in 15 minutes.", "Next update by 16:15 UTC.", "The update was late. We recover in 10 minutes.", ""])("%j counts no interval to an update", (text) => {
  expect(minutesOf(text)).toBeNull();
});

test("a long text without an answer has none", () => {
  expect(promisedTime("update ".repeat(2_800), NOON)).toBeNull();
});
