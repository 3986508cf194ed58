import { type Command, InvalidArgumentError, Option } from "commander";
import { DEFAULT_SPEED } from "./demo/pace.ts";
import type { DemoCommand } from "./demo/run-demo.ts";

export function addDemo(program: Command): void {
  program
    .command("demo")
    .description("start a hub, play one incident on it from alert to fix, print its report, and stay up")
    .addOption(new Option("--speed <n>", "times faster than it happened: 1 is real time (17 minutes)").argParser(speed).default(DEFAULT_SPEED))
    .option("--report <file>", "write the report there, too")
    .option("--exit", "end after the report")
    .addHelpText("after", "\nRun again, it finishes an incident that it was stopped in, or plays a new one. Ends with 0, 1 if it failed, 130 if interrupted.")
    .action(run);
}

async function run(options: DemoCommand): Promise<void> {
  // The hub is loaded only here: the other commands start faster without it.
  const { runDemo } = await import("./demo/run-demo.ts");
  await runDemo(options);
}

function speed(text: string): number {
  const times = Number(text);
  if (text.trim() === "" || !Number.isFinite(times) || times <= 0) throw new InvalidArgumentError("It must be a number above 0, such as 40.");
  return times;
}
