export const TOKEN = "bootstrap-token-of-the-bench-0123456789";

/** One GraphQL request. What is asked for as `made` is returned by itself. */
export async function ask(port: number, query: string, variables: object = {}, token = TOKEN): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Record<string, Record<string, unknown>>; errors?: unknown };
  const made = data?.["made"] ?? data;
  if (errors || !made) throw new Error(JSON.stringify(errors));
  return made;
}

/** What a hub tells of itself, summed over all whose name and labels match. */
export async function metric(port: number, name: RegExp): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const lines = (await response.text()).split("\n").map((line) => line.split(" "));
  return lines.reduce((sum, [of = "", value]) => (name.test(of) ? sum + Number(value) : sum), 0);
}

export const ADD = `mutation ($input: TimelineEventInput!) { addTimelineEvent(input: $input) { id revision kind summary actor occurredAt recordedAt pinned links } }`;
export const SUMMARY = "Error rate of the payment provider fell below one percent after the change was rolled back";
export const aNote = (incidentId: string) => ({ input: { incidentId, kind: "NOTE", summary: SUMMARY, links: ["https://grafana.example.com/d/checkout"] } });
