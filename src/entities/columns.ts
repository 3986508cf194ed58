import { Column, type ColumnOptions } from "typeorm";

/**
 * An instant. Milliseconds, as JavaScript has them: with PostgreSQL's microseconds a keyset cursor made from a row
 * that the database stamped would skip or repeat that row.
 */
export const Instant = (options: ColumnOptions = {}) => Column("timestamptz", { precision: 3, ...options });

/** An exact decimal; a string in JavaScript, never a float. */
export const Exact = (options: ColumnOptions = {}) => Column({ type: "numeric", ...options });
