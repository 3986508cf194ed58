import { sealEntries } from "../services/audit/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { Round } from "./round.ts";

/** An entry is sealed within a second, with room for a batch. */
const EVERY_MS = 400;

interface SealerOptions extends Pick<ServiceContext, "db"> {
  /** Told once, until it works again. */
  onError: (error: unknown) => void;
}

/** Chains the audit log. Any number of hubs may run it; the one that holds the lock does the work. */
export const sealer = ({ db, onError }: SealerOptions): Round =>
  new Round({ everyMs: EVERY_MS, firstMs: EVERY_MS, turn: async () => void (await sealEntries({ db })), onError });
