import { Presets, SingleBar } from "cli-progress";
import type { ListName } from "../../services/import/index.ts";

/** A bar over the bytes of the file, on a terminal; elsewhere nothing. */
export class Progress {
  private readonly bar = new SingleBar(
    { format: "{lists} [{bar}] {percentage}% | {rows} rows | {duration_formatted}", stream: process.stderr, clearOnComplete: true },
    Presets.shades_classic,
  );
  private lists = "";
  private rows = 0;
  private readonly isShown = process.stderr.isTTY;

  constructor(private readonly bytes: number) {}

  /** Begins anew for other lists. */
  pass(lists: readonly ListName[]): void {
    this.stop();
    this.lists = lists.join(", ");
    this.rows = 0;
  }

  read(bytes: number): void {
    if (!this.isShown) return;
    if (!this.bar.isActive) this.bar.start(this.bytes, 0, this.payload());
    this.bar.update(bytes, this.payload());
  }

  took(rows: number): void {
    this.rows += rows;
  }

  stop(): void {
    if (this.bar.isActive) this.bar.stop();
  }

  private payload = () => ({ lists: this.lists, rows: this.rows.toLocaleString("en-US") });
}
