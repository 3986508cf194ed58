import { PARTS } from "./cast.ts";
import type { LiveEvent } from "./live-line.ts";
import { clockFace, sampleInstant, type Shift } from "./sample-time.ts";
import { LAST_STEP, type Step } from "./script.ts";

/** Where it is shown. */
export interface Paper {
  write(text: string): unknown;
  isTTY?: boolean;
}

const MUTATION_WIDTH = "changeAffectedCustomers".length;
const KIND_WIDTH = "STATUS_CHANGED".length;
const LONGEST_SUMMARY = 80;

/** All that the demo says. Colours and the running clock are for a terminal only. */
export class Screen {
  private isTicking = false;
  private readonly isTerminal: boolean;
  private readonly hasColours: boolean;

  constructor(private readonly paper: Paper) {
    this.isTerminal = paper.isTTY ?? false;
    this.hasColours = this.isTerminal && !process.env["NO_COLOR"];
  }

  line = (text = ""): void => {
    if (this.isTicking) this.paper.write("\r\u001b[K");
    this.isTicking = false;
    this.paper.write(`${text}\n`);
  };

  heading(text: string): void {
    this.line(`\n${this.bold(text)}`);
  }

  begin(shift: Shift, unfinished: string | undefined, speed: number): void {
    const end = shift.at(LAST_STEP.at).toISOString().replace(".000Z", "Z");
    const times = speed === 1 ? "as fast as it happened" : `${speed} times as fast as it happened`;
    this.heading(`${unfinished ? `The rest of ${unfinished}, which an earlier run left unfinished` : "The incident"}, ${times}`);
    this.line(`All times of the sample are moved by ${shift.seconds} s, so that its ${LAST_STEP.at} is ${end}. On the left is`);
    this.line("the sample's own clock, in UTC. Each step sets the hub's clock to its moment, where it stands until the next;");
    this.line("after the last, the hub keeps real time. Indented is what the timeline subscription brings. Texts stay as they");
    this.line('are in the sample, so "at 14:15" in one is by the sample\'s clock.');
    this.line();
  }

  resume(done: number, all: number): void {
    this.line(this.dim(`          ${done} of ${all} steps are done`));
  }

  step({ at, by, mutation, says }: Step): void {
    const time = this.bold(clockFace(sampleInstant(at)));
    this.line(`${time}  ${this.colour(mutation.padEnd(MUTATION_WIDTH))}  ${this.bold(PARTS[by].shown)} ${says}`);
  }

  event({ revision, kind, summary }: LiveEvent): void {
    const short = summary.length > LONGEST_SUMMARY ? `${summary.slice(0, LONGEST_SUMMARY - 1)}…` : summary;
    this.line(this.dim(`          ${String(revision).padStart(3)} ${kind.padEnd(KIND_WIDTH)}     ${short}`));
  }

  tick(time: number): void {
    if (!this.isTerminal) return;
    this.paper.write(`\r${this.dim(clockFace(time))}`);
    this.isTicking = true;
  }

  private bold = (text: string): string => this.paint("1", text);
  private dim = (text: string): string => this.paint("2", text);
  private colour = (text: string): string => this.paint("36", text);
  private paint = (code: string, text: string): string => (this.hasColours ? `\u001b[${code}m${text}\u001b[0m` : text);
}
