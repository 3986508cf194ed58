export { acknowledgeLink, type AcknowledgeLink, forgetLinks } from "./acknowledge-link.ts";
export { answerByText, inWords } from "./answer-by-text.ts";
export { type Answer, answerPage, type Via } from "./answer-page.ts";
export { type Page, pageByToken } from "./page.store.ts";
