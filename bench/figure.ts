/** What a figure came to, and what it should be. */
export interface Figure {
  figure: string;
  value: number;
  goal: string;
  met: boolean;
  min: number;
  max: number;
  rounds: number;
}

export type Goal = { atMost: number } | { atLeast: number } | "anchor";

/** `figure` from its rounds: the median, and whether that is at most, or at least, the goal. An anchor has none to miss. */
export function figure(name: string, values: number[], goal: Goal, unit = "x"): Figure {
  const value = median(values);
  const [met, text] = goal === "anchor" ? [true, goal] : "atMost" in goal ? [value <= goal.atMost, `<= ${goal.atMost}`] : [value >= goal.atLeast, `>= ${goal.atLeast}`];
  return { figure: `${name} (${unit})`, value: rounded(value), goal: text, met, min: rounded(Math.min(...values)), max: rounded(Math.max(...values)), rounds: values.length };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** The value below which that part of them lies. */
export const quantile = (values: number[], q: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? NaN;

const rounded = (value: number) => Number(value.toPrecision(3));

export function table(figures: Figure[]): string {
  const rows = [["figure", "value", "goal", "met", "min", "max", "rounds"], ...figures.map((one) => Object.values(one).map((cell) => (cell === true ? "yes" : cell === false ? "NO" : String(cell))))];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")).join("\n");
}
