import type { Command } from "commander";
import { SightedManager } from "../database/sight.ts";
import { StatusPages } from "../server/status/status-pages.ts";
import { writeTree } from "../server/status/write-tree.ts";
import { readConfig } from "../server/settings/config.ts";
import { ensureDefault } from "../services/status-page/index.ts";
import { notFound } from "../services/errors.ts";
import { withHub } from "./with-hub.ts";

export function addExportStatus(program: Command): void {
  program
    .command("export-status")
    .description("write the public status page into a folder: a plain HTML page and its data, for hosting elsewhere")
    .argument("<dir>", "the folder; it is made if it is not there")
    .option("--page <slug>", "another page than the default one; those that are not public are for whoever has the folder")
    .addHelpText("after", "\nMUSTER_STATUS_EXPORT_DIR has the hub itself keep a folder current while it runs. More: docs/status-page.md")
    .action((folder: string, { page }: { page?: string }) => withHub(async (ctx) => {
      await ensureDefault(ctx);
      const pages = new StatusPages({ ...ctx, db: new SightedManager(ctx.db.dataSource, []), publicUrl: readConfig().publicUrl });
      const found = await pages.find(page ?? null);
      if (!found) throw notFound(`status page ${page ?? ""}`, "page");
      const exported = (await pages.serve(found)).exported();
      const changed = await writeTree(folder, exported);
      console.log(`${exported.size} files of ${found.name} are in ${folder}; ${changed} of them changed`);
    }));
}
