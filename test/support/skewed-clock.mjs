// Loaded before a program (`node --import`): its own clock is so far off, as of a machine that nobody sets.
const skew = Number(process.env["SKEW_MS"] ?? 0);

globalThis.Date = new Proxy(Date, {
  construct: (target, args, as) => Reflect.construct(target, args.length > 0 ? args : [target.now() + skew], as),
  get: (target, key) => (key === "now" ? () => target.now() + skew : Reflect.get(target, key)),
});
