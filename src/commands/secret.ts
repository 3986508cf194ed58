import type { Command } from "commander";
import { rotate } from "../services/secret/index.ts";
import { withHub } from "./with-hub.ts";

export function addSecret(program: Command): void {
  program
    .command("secret")
    .description("the secrets that the hub keeps")
    .command("rotate")
    .description("encrypt them all anew under the first key of MUSTER_SECRET_KEY; after that the other keys can go")
    .action(() => withHub(async (ctx) => {
      const count = await rotate(ctx);
      console.log(`${count} secrets were encrypted anew`);
    }, "muster secret rotate"));
}
