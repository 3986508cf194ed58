export { deliveriesOf, type SentOf, textOf } from "./deliveries-of.ts";
