export { addressOf, FIRST_FILE, type Files, renderPage } from "./render-page.ts";
export { overallOf } from "./statuspage.rules.ts";
export { STYLE } from "./style.rules.ts";
