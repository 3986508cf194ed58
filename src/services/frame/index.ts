export { filled } from "./filled.rules.ts";
export type { Frame } from "./frame.rules.ts";
export { frameIn, FRAMES } from "./frame-in.rules.ts";
export { preferred } from "./preferred.rules.ts";
export { spanIn } from "./span.rules.ts";
