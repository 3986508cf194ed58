import type { Cast, PartName } from "./cast.ts";
import type { HubClock } from "./hub-clock.ts";
import { LiveLine } from "./live-line.ts";
import { pass, type Pace } from "./pace.ts";
import { sampleInstant, Shift } from "./sample-time.ts";
import type { Screen } from "./screen.ts";
import { FIRST_STEP, INPUTS, LAST_STEP, type Scene, SCRIPT, SERVICE, type Step, TITLE } from "./script.ts";

export interface Stage {
  hub: string;
  cast: Cast;
  clock: HubClock;
  pace: Pick<Pace, "speed" | "signal">;
  screen: Screen;
}

interface Incident {
  id: string;
  reference: string;
  revision: number;
}

/** Plays the incident, or what is left of one that was begun; answers with its reference. */
export async function play(stage: Stage): Promise<string> {
  const { clock, screen, pace } = stage;
  const begun = await findUnfinished(stage);
  const shift = begun?.shift ?? new Shift(LAST_STEP.at, endOf(pace.speed));
  screen.begin(shift, begun?.incident.reference, pace.speed);
  const run = new Run(stage, shift);
  try {
    if (begun) await run.takeUp(begun.incident);
    return await run.perform();
  } finally {
    clock.release();
    await run.end();
  }
}

/** When a play that begins now is over; one that is slower than real time ends in the past. */
const endOf = (speed: number): Date => new Date(Date.now() + (sampleInstant(LAST_STEP.at) - sampleInstant(FIRST_STEP.at)) / Math.max(1, speed));

/** One performance, whose times are all moved by the same constant. */
class Run {
  private incident: Incident | undefined;
  private live: LiveLine | undefined;
  private time: number | undefined;

  constructor(private readonly stage: Stage, private readonly shift: Shift) {}

  async takeUp(incident: Incident): Promise<void> {
    this.incident = incident;
    this.live = this.follow(incident, incident.revision);
    await this.live.upTo(incident.revision);
    this.stage.screen.resume(SCRIPT.filter((step) => this.isDone(step)).length, SCRIPT.length);
  }

  async perform(): Promise<string> {
    for (const step of SCRIPT) {
      if (this.isDone(step)) this.time = sampleInstant(step.at);
      else await this.do(step);
    }
    return this.incident?.reference ?? "";
  }

  async end(): Promise<void> {
    await this.live?.end();
  }

  private async do(step: Step): Promise<void> {
    const { clock, screen, pace } = this.stage;
    const time = sampleInstant(step.at);
    await pass(this.time ?? time, time, { ...pace, onTick: (now) => screen.tick(now) });
    this.time = time;
    clock.set(this.shift.at(step.at));
    screen.step(step);
    this.incident = await this.send(step);
    this.live ??= this.follow(this.incident, 0);
    await this.live.upTo(this.incident.revision);
  }

  /** The key makes a step that was sent twice happen once. */
  private async send({ at, by, mutation, leaves, input }: Step): Promise<Incident> {
    const { clients } = this.stage.cast;
    const idempotencyKey = `demo ${this.shift.at(at).toISOString()} ${leaves}`;
    const answer = mutation === "declareIncident" ? "id" : "__typename";
    const sent = await clients[by]<{ done: { id: string } }>(`mutation ($input: ${INPUTS[mutation]}!) { done: ${mutation}(input: $input) { ${answer} } }`, {
      input: { ...input(this.scene()), idempotencyKey, ...(this.incident && { incidentId: this.incident.id }) },
    });
    const { incident } = await clients.board<{ incident: Incident }>("query ($id: ID!) { incident(id: $id) { id reference revision } }", {
      id: this.incident?.id ?? sent.done.id,
    });
    return incident;
  }

  private scene(): Scene {
    return {
      at: this.shift.at,
      id: (part: PartName) => this.stage.cast.ids[part],
      revision: (time, kind) => this.live?.find(kind, this.shift.at(time))?.revision ?? 0,
    };
  }

  private isDone({ at, leaves }: Step): boolean {
    return this.live?.find(leaves, this.shift.at(at)) !== undefined;
  }

  /** Shows what comes after this revision. */
  private follow({ id }: Incident, shown: number): LiveLine {
    const { hub, cast, screen } = this.stage;
    return new LiveLine(hub, cast.boardToken, id, (event) => event.revision > shown && screen.event(event));
  }
}

interface Found extends Incident {
  title: string;
  detectedAt: string;
  timeline: { nodes: { kind: string; recordedAt: string }[] };
}

const SEARCH = `query ($filter: IncidentFilter!) {
  incidents(filter: $filter, first: 10) {
    nodes { id reference revision title detectedAt timeline(first: 100, kinds: [DECLARED, COMMUNICATION]) { nodes { kind recordedAt } } }
  }
}`;

/** A performance that was cut off: still open, declared as the first step does it, and without what the last step leaves. */
async function findUnfinished({ cast }: Stage): Promise<{ incident: Incident; shift: Shift } | undefined> {
  const filter = { open: true, text: TITLE, serviceSlugs: [SERVICE] };
  const { incidents } = await cast.clients.board<{ incidents: { nodes: Found[] } }>(SEARCH, { filter });
  const found = incidents.nodes.map((incident) => ({ incident, shift: new Shift("14:23", new Date(incident.detectedAt)) }));
  return found.find(({ incident, shift }) => {
    const has = ({ at, leaves }: Step) => incident.timeline.nodes.some(({ kind, recordedAt }) => kind === leaves && recordedAt === shift.at(at).toISOString());
    return incident.title === TITLE && has(FIRST_STEP) && !has(LAST_STEP);
  });
}
