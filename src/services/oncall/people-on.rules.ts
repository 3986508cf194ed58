import type { Layer } from "../../entities/schedule.ts";

/** Everybody whom the layers name, each once. */
export const peopleOn = (layers: readonly Layer[]): string[] => [
  ...new Set(layers.flatMap(({ rotation, responderIds, shifts, events }) => [
    ...(rotation?.participants.flat() ?? []), ...responderIds, ...shifts.flatMap((one) => one.responderIds), ...events.flatMap((one) => one.responderIds),
  ])),
];
