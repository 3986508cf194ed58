import { expect, test } from "vitest";
import { deleteSecret, listSecrets, open, readKeys, rotate, seal, secretValue, setSecret } from "../../src/services/secret/index.ts";
import { aContext, anActor, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";

const { source } = useDatabase();
const [OLD, YOUNG] = ["a1", "b2"].map((byte) => byte.repeat(32)) as [string, string];
const withKeys = (keys: string) => aContext(source.manager, { secretKeys: readKeys(keys) });
const ctx = withKeys(OLD);
const PLACE = { table: "webhook", column: "secret", row: "7" };
const stored = async (name: string): Promise<string> => (await source.query("select sealed from secret where name = $1", [name]))[0].sealed;

test("a secret opens for the hub, and is shown to nobody", async () => {
  await setSecret(ctx, { name: "smtp/password", secret: "hunter2" });
  expect(await secretValue(ctx, "smtp/password")).toBe("hunter2");
  expect(await listSecrets(ctx)).toEqual([{ name: "smtp/password", setAt: ctx.now(), setBy: "Ada" }]);
  await setSecret(later(ctx, 5), { name: "smtp/password", secret: "hunter3" });
  expect(await secretValue(ctx, "smtp/password")).toBe("hunter3");
  expect(await deleteSecret(ctx, { name: "smtp/password" })).toMatchObject({ setAt: later(ctx, 5).now() });
  expect(await secretValue(ctx, "smtp/password")).toBeNull();
  await expect(deleteSecret(ctx, { name: "smtp/password" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a sealed value opens in its own place alone, and not at all once it is altered", () => {
  const [key] = readKeys(OLD);
  const sealed = seal(key!, PLACE, "hunter2");
  expect(open([key!], PLACE, sealed)).toBe("hunter2");
  for (const elsewhere of [{ table: "x" }, { column: "x" }, { row: "8" }]) expect(() => open([key!], { ...PLACE, ...elsewhere }, sealed)).toThrow("cannot be opened");
  expect(() => open([key!], PLACE, `${sealed.slice(0, -2)}AA`)).toThrow("cannot be opened");
  expect(() => open([key!], PLACE, sealed.slice(0, 20))).toThrow("cannot be opened");
  expect(() => open(readKeys(YOUNG), PLACE, sealed)).toThrow("MUSTER_SECRET_KEY lacks");
  expect(seal(key!, PLACE, "hunter2")).not.toBe(sealed);
});

test("with a new key in front the old one still decrypts; after a rotation it can go", async () => {
  await setSecret(ctx, { name: "one", secret: "first" });
  const both = withKeys(`${YOUNG},${OLD}`);
  await setSecret(both, { name: "two", secret: "second" });
  expect(await secretValue(both, "one")).toBe("first");
  expect(await rotate(both)).toBe(1);
  expect([await secretValue(withKeys(YOUNG), "one"), await secretValue(withKeys(YOUNG), "two")]).toEqual(["first", "second"]);
  await expect(secretValue(ctx, "one")).rejects.toThrow("MUSTER_SECRET_KEY lacks");
  expect(await rotate(both)).toBe(0);
});

test("a rotation that cannot open one of them changes none", async () => {
  await setSecret(withKeys(YOUNG), { name: "one", secret: "first" });
  await setSecret(withKeys(OLD), { name: "three", secret: "third" });
  const before = await stored("one");
  await expect(rotate(withKeys("c3".repeat(32)))).rejects.toThrow("MUSTER_SECRET_KEY lacks");
  expect(await stored("one")).toBe(before);
});

test("a hub without a key refuses secrets and says what it needs", async () => {
  await expect(setSecret(withKeysOf(), { name: "one", secret: "x" })).rejects.toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("set MUSTER_SECRET_KEY") });
});
const withKeysOf = () => aContext(source.manager);

test.each([[{ name: "", secret: "x" }, "name"], [{ name: "Ünique", secret: "x" }, "name"], [{ name: "a".repeat(201), secret: "x" }, "name"], [{ name: "a", secret: "" }, "secret"], [{ name: "a", secret: "x".repeat(10_001) }, "secret"]])(
  "%j is refused", async (input, field) => {
    await expect(setSecret(ctx, input)).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field } });
  },
);

test("only admins have to do with secrets", async () => {
  const manager = { ...ctx, actor: anActor({ role: "INCIDENT_MANAGER" }) };
  await expect(setSecret(manager, { name: "a", secret: "x" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(listSecrets(manager)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test.each([["hex", OLD], ["base64", Buffer.from(OLD, "hex").toString("base64")], ["base64url", Buffer.from(OLD, "hex").toString("base64url")]])("a key is read from %s", (_, text) => {
  expect(readKeys(text)[0]?.bytes.toString("hex")).toBe(OLD);
});

test.each(["", "short", "a1".repeat(31), `${OLD},`, `${OLD},${OLD}`])("%j is no key", (text) => {
  expect(() => readKeys(text)).toThrow(/A key/);
});
