export type Obstacle = "address" | "protocol" | "redirects" | "size" | "time" | "unreachable";

/** Why there is no answer. The message names what was asked for, and neither headers nor the addresses behind a name. */
export class OutboundError extends Error {
  override name = "OutboundError";

  constructor(readonly obstacle: Obstacle, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
