export { acknowledgeLink, type AcknowledgeLink, forgetLinks } from "./acknowledge-link.ts";
export { answerByText, inWords } from "./answer-by-text.ts";
export { dress, type Dressing } from "./dress.ts";
export { answerIncident } from "./answer-incident.ts";
export { type Answer, answerPage, type Via } from "./answer-page.ts";
export { type Page, pageByToken } from "./page.store.ts";
export { responderBySlack, wentTo } from "./person.ts";
