export { askModel, type ModelAnswer } from "./ask-model.ts";
export type { Drafted, Drafting, Fallback } from "./writer.ts";
