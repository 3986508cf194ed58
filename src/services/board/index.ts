export { type BoardChange, boardSource } from "./board-source.ts";
