export { check, findingsOf } from "./check.ts";
export { list, standingOf } from "./communication.store.ts";
export { draftCommunications, type DraftCommunications } from "./draft-communications.ts";
export { postUpdate, type PostUpdate } from "./post-update.ts";
export { publishCommunication, type PublishCommunication } from "./publish-communication.ts";
