import type { CrmSettingEntity } from "../../entities/crm.entity.ts";
import { PullProblem } from "./pull-problem.ts";

export interface CrmAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
}

/** The hub's way out: an answer, or in words why there is none and whether another attempt might get one. */
export type AskCrm = (url: string, headers: Readonly<Record<string, string>>) => Promise<CrmAnswer | { obstacle: string; mayPass: boolean }>;

export interface Asking {
  setting: Pick<CrmSettingEntity, "authHeader">;
  secret: string | null;
  ask: AskCrm;
  now: () => Date;
  /** Waits so many milliseconds. */
  wait: (ms: number) => Promise<void>;
  /** Left out, as many as a pull takes. */
  attempts?: number;
}

const ATTEMPTS = 4;
/** A CRM that wants to be left alone for longer is asked again by the next pull. */
const PATIENCE_MS = 60_000;

/** The answer to one page, after as many attempts as are worth it. */
export async function askPage({ setting, secret, ask, wait, now, attempts = ATTEMPTS }: Asking, url: string, number: number): Promise<CrmAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(url, { accept: "application/json", "user-agent": "muster", ...(secret !== null && { [setting.authHeader]: secret }) });
    if ("status" in answer && answer.status === 200) return answer;
    const why = "status" in answer ? `Page ${number}: the CRM answers ${answer.status}${MEANING[answer.status] ?? ""}` : `Page ${number}: ${answer.obstacle}`;
    const mayPass = "status" in answer ? answer.status === 429 || answer.status >= 500 : answer.mayPass;
    const pause = "status" in answer ? (retryAfter(answer.headers["retry-after"], now()) ?? 1_000 * 2 ** (attempt - 1)) : 1_000 * 2 ** (attempt - 1);
    const problem = (text: string) => ("status" in answer ? new PullProblem("REFUSED", answer.status === 401 || answer.status === 403 ? "secret" : "url", text) : new PullProblem("NO_ANSWER", "url", text));
    if (!mayPass) throw problem(why);
    if (pause > PATIENCE_MS) throw problem(`${why}, and asks to be left alone for ${Math.ceil(pause / 1_000)} s`);
    if (attempt === attempts) throw problem(attempts === 1 ? why : `${why}; it was asked ${attempts} times`);
    await wait(pause);
  }
}

const MEANING: Record<number, string> = { 401: ": it does not take the secret", 403: ": the secret may not read this", 404: ": there is nothing at this address", 429: ": it was asked too often" };

/** Seconds, or a date (RFC 9110, 10.2.3), as milliseconds from now. */
function retryAfter(header: string | string[] | undefined, now: Date): number | null {
  const [value = ""] = [header].flat();
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const at = /^[A-Z][a-z]{2},/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
