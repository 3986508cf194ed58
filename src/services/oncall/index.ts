export { onCall } from "./on-call.ts";
export { firstOn, onCallOn } from "./on-call-on.ts";
