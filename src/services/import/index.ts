export { LIST_NAMES, type ListName } from "../directory/list.ts";
export { type Counts, importBatches, type Tally } from "./import-batches.ts";
export { fieldOf, importDirectory, type ImportDirectory, type ImportRefusal, type ImportResult } from "./import-directory.ts";
export { type ImportRow, keyFieldOf, keyOf } from "./import-rows.ts";
export { fieldsOf } from "./shapes.ts";
