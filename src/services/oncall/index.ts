export { onCall } from "./on-call.ts";
