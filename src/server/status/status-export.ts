import { Round } from "../../workers/round.ts";
import type { StatusPages } from "./status-pages.ts";
import { writeTree } from "./write-tree.ts";

const LOOK_MS = 400;

export interface StatusExportOptions {
  pages: StatusPages;
  folder: string;
  /** Told once, until it works again: of a full disk, say. */
  onError: (error: unknown) => void;
}

/** Keeps the files of the public page in a folder as they change, for a server elsewhere. */
export function statusExport({ pages, folder, onError }: StatusExportOptions): Round {
  let written: unknown;
  const turn = async (): Promise<void> => {
    const page = await pages.find(null);
    const served = page && (await pages.serve(page));
    if (served && served !== written) await writeTree(folder, served.exported());
    written = served;
  };
  return new Round({ everyMs: LOOK_MS, turn, onError });
}
