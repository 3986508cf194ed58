import { closeSync, openSync, writeSync } from "node:fs";
import type { ListName } from "../../services/import/index.ts";
import type { Problem } from "./file-row.ts";

/** What anybody reads on a screen; the rest is for a file. */
const SHOWN = 50;

/** The bad rows of one import: the first ones are kept for the screen, all of them go to a file if there is one. */
export class Problems {
  count = 0;
  /** Those that never got to the directory, by list: the directory does not count them. */
  readonly unread = new Map<ListName, number>();
  private readonly first: Problem[] = [];
  private readonly all: number | undefined;

  constructor(private readonly fileName: string, errorsFile: string | undefined) {
    this.all = errorsFile === undefined ? undefined : openSync(errorsFile, "w");
  }

  add(problem: Problem): void {
    this.count += 1;
    if (this.first.length < SHOWN) this.first.push(problem);
    if (this.all !== undefined) writeSync(this.all, `${this.lineFor(problem)}\n`);
  }

  addUnread(problem: Problem): void {
    this.add(problem);
    if (problem.list) this.unread.set(problem.list, (this.unread.get(problem.list) ?? 0) + 1);
  }

  /** What to print, in the order of the file. */
  lines(): string[] {
    const lines = this.first.sort((a, b) => a.line - b.line).map((problem) => this.lineFor(problem));
    const more = this.count - lines.length;
    return more > 0 ? [...lines, `... and ${more.toLocaleString("en-US")} more; --errors FILE keeps them all`] : lines;
  }

  close(): void {
    if (this.all !== undefined) closeSync(this.all);
  }

  private lineFor({ line, field, reason }: Problem): string {
    return [`${this.fileName}:${line}`, ...(field ? [field] : []), reason].join(": ");
  }
}
