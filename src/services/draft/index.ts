export { draftCommunications, type DraftCommunications } from "./draft-communications.ts";
