import { networkOf } from "../../services/network-of.ts";

/** What a caller is counted as: an identity, or where nobody has said who it is, an address. */
export const callerKey = (actorId: string, address: string): string => (actorId === "anonymous" ? networkOf(address) : actorId);
