import { expect, test } from "vitest";
import { promisedTime } from "../../src/services/guardrail/index.ts";

const NOON = new Date("2030-01-01T12:00:00Z"); // a Tuesday
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
  ["Next update: 45m", 45],
  ["Updates follow every 30 minutes.", 30],
  ["We will share more in 1.5 hours.", 90],
  ["Another update will follow in 1 to 2 hours.", 120],
  ["We will report back within forty-five minutes.", 45],
  ["Back in a quarter of an hour with more.", 15],
  ["Ten minutes from now you will hear from us again.", 10],
  ["Nächstes Update in 30 Minuten.", 30],
])("%j promises an update in %i minutes", (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes);
});

test.each([
  ["Next update by 16:15 UTC.", "2030-01-01T16:15Z"],
  ["Next update by 2030-01-01 12:30 UTC.", "2030-01-01T12:30Z"],
  ["We will post an update at 3:30 PM PST.", "2030-01-01T23:30Z"],
  ["Next update at 9am ET tomorrow.", "2030-01-01T14:00Z"],
  ["Next update tomorrow at 10:00.", "2030-01-02T10:00Z"],
  ["Our next update will be on Monday at 10:00 CET.", "2030-01-07T09:00Z"],
  ["We will provide an update by Wednesday, 2030-01-02 15:30 US/Pacific with current details.", "2030-01-02T23:30Z"],
  ["The next communication will be sent at 1400 GMT.", "2030-01-01T14:00Z"],
  ["Our next note comes from the service desk at 1430.", "2030-01-01T14:30Z"],
  ["Prochaine mise à jour à 15h30.", "2030-01-01T15:30Z"],
  ["Wir melden uns spätestens um 16 Uhr wieder.", "2030-01-01T16:00Z"],
])("%j promises it for %s", (text, at) => {
  expect(promisedTime(text, NOON)).toEqual(new Date(at));
});

test("a time of the early morning is tomorrow's, one that has just passed is no promise", () => {
  const late = new Date("2030-01-01T23:50:00Z");
  expect(promisedTime("Next update at 00:20 UTC.", late)).toEqual(new Date("2030-01-02T00:20:00Z"));
  expect(promisedTime("Next update at 23:20 UTC.", late)).toBeNull();
});

test.each(["Recovery is expected in 15 minutes.", "Last update: 11:00 UTC.", "The update was late. We recover in 10 minutes.", "Next update on Monday.", "Next update at half past three.", "Next update at 11.", "Next update at 25:00.", "Next update on 2030-13-45 at 10:00.", ""])(
  "%j names no instant for an update", (text) => {
    expect(minutesOf(text)).toBeNull();
  });

test("a long text without an answer has none", () => {
  expect(promisedTime("update ".repeat(2_800), NOON)).toBeNull();
});
