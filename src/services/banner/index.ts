export { type Banner, banners, type StandingBanner } from "./banners.ts";
