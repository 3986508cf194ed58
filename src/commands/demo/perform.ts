import { gather } from "./cast.ts";
import { loadCatalogue } from "./catalogue.ts";
import { connect } from "./client.ts";
import { play, type Stage } from "./play.ts";

export interface Performance extends Omit<Stage, "cast"> {
  /** Of an administrator: it loads the catalogue and makes the clients' keys. */
  adminToken: string;
}

/** Everything that is done on a hub that runs: the catalogue, the keys, the incident. Answers with its report as the hub gives it. */
export async function perform({ adminToken, ...stage }: Performance): Promise<{ reference: string; report: object }> {
  const { hub, screen } = stage;
  const admin = connect(hub, adminToken);
  screen.line(`Loaded the catalogue: ${await loadCatalogue(admin)}`);
  stage.pace.signal.throwIfAborted();
  const cast = await gather(hub, admin);
  screen.line(`Made API keys for ${Object.keys(cast.clients).length} clients, each with its own rights; they end with the play.`);
  const reference = await play({ ...stage, cast });
  await cast.dismiss();
  return { reference, report: await reportOf(hub, adminToken, reference) };
}

export const reportUrl = (hub: string, reference: string): string => `${hub}/incidents/${reference}/report.json`;

async function reportOf(hub: string, token: string, reference: string): Promise<object> {
  const response = await fetch(reportUrl(hub, reference), { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${reportUrl(hub, reference)} answers ${response.status}`);
  return (await response.json()) as object;
}
