import { expect, test } from "vitest";
import { useHub } from "../support/hub.ts";

const hub = useHub();
const VALUE = "correct-horse-battery-staple";
const SET = "mutation ($input: SetSecretInput!) { setSecret(input: $input) { name setAt setBy } }";

/** Every row of every table as text, which is what a dump of the database has. */
async function dump(): Promise<string> {
  const tables: { name: string }[] = await hub.source.query("select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace");
  const texts = await Promise.all(tables.map(({ name }) => hub.source.query(`select t::text as row from "${name}" t`)));
  return JSON.stringify(texts);
}

test("a secret that was set is in no answer, no error, no log and no dump of the database", async () => {
  const answers = [
    await hub.gql(SET, { input: { name: "webhook/acme", secret: VALUE } }),
    await hub.gql("{ secrets { name setAt setBy } auditLog { nodes { action input before after } } }"),
    await hub.gql(SET, { input: { name: "webhook/acme", secret: VALUE.repeat(1_000) } }),
    await hub.gql(SET, { input: { name: "NOT A NAME", secret: VALUE } }),
  ];
  expect(answers.map(({ errors }) => errors.length)).toEqual([0, 0, 1, 1]);
  expect(answers[1]!.data.secrets).toEqual([{ name: "webhook/acme", setAt: "2030-01-01T12:00:00.000Z", setBy: "Bootstrap token" }]);
  const forms = [VALUE, Buffer.from(VALUE).toString("base64").slice(0, 20), Buffer.from(VALUE).toString("hex").slice(0, 20)];
  for (const form of forms) {
    expect(JSON.stringify(answers)).not.toContain(form);
    expect(hub.faults.join()).not.toContain(form);
    expect(await dump()).not.toContain(form);
  }
});

test("a fault of the database while a secret is set does not log it", async () => {
  await hub.source.query("alter table secret add constraint broken check (name <> 'broken')");
  expect((await hub.gql(SET, { input: { name: "broken", secret: VALUE } })).errors[0]?.extensions.code).toBe("INTERNAL_SERVER_ERROR");
  expect(hub.faults.length).toBeGreaterThan(0);
  expect(hub.faults.join()).not.toContain(VALUE);
  await hub.source.query("alter table secret drop constraint broken");
});

test("a secret is deleted by its name", async () => {
  await hub.ok(SET, { input: { name: "webhook/old", secret: VALUE } });
  await hub.ok("mutation ($input: DeleteSecretInput!) { deleteSecret(input: $input) { name } }", { input: { name: "webhook/old" } });
  expect((await hub.ok("{ secrets { name } }")).secrets.map(({ name }: { name: string }) => name)).not.toContain("webhook/old");
  expect(await hub.refusal("{ secrets { name } }", {}, hub.token.INCIDENT_MANAGER)).toMatchObject({ code: "FORBIDDEN", needs: "secret:manage" });
});
