import fc from "fast-check";
import { expect, test } from "vitest";
import { instant } from "../../src/database/type-parsers.ts";
import { useDatabase } from "../support/database.ts";

const { source } = useDatabase();

test("every instant that PostgreSQL writes is read to the millisecond, in whatever zone its session is", async () => {
  const instants = fc.sample(fc.date({ min: new Date(0), max: new Date(Date.UTC(2200, 11, 31)), noInvalidDate: true }), 500);
  for (const zone of ["UTC", "America/St_Johns", "Asia/Kathmandu"]) {
    const runner = source.createQueryRunner();
    await runner.query(`set time zone '${zone}'`);
    const rows: { text: string }[] = await runner.query("select at::text as text from unnest($1::timestamptz[]) with ordinality as given(at, place) order by place", [instants.map((one) => one.toISOString())]);
    expect(rows.map(({ text }) => instant(text))).toEqual(instants);
    await runner.query("reset time zone");
    await runner.release();
  }
});

test("what is finer than a millisecond is cut off", () => {
  expect(instant("2024-02-15 14:23:00.123999+00")).toEqual(new Date("2024-02-15T14:23:00.123Z"));
  expect(instant("2024-02-15 14:23:00.1+00")).toEqual(new Date("2024-02-15T14:23:00.100Z"));
});

test("lists of text are read as they were written", async () => {
  const lists = [[], [""], ["a", "b c", '"', "{}", "NULL", "\\", ","]];
  for (const list of lists) expect((await source.query("select $1::text[] as list", [list]))[0].list).toEqual(list);
});
