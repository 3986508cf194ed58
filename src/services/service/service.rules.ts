/**
 * Circles in what depends on what, as names in order with the first again at the end: `a -> b -> a`. Without the members of
 * those that are found, none is left; each of them stands in one circle at most. Iterative, since a chain of 10,000
 * would overflow the stack, and each edge is looked at once.
 */
export function findCircles(dependsOn: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const seen = new Set<string>();
  const onPath = new Set<string>();
  for (const start of dependsOn.keys()) {
    const path: Step[] = [];
    const enter = (name: string) => {
      seen.add(name);
      onPath.add(name);
      path.push({ name, rest: (dependsOn.get(name) ?? []).values() });
    };
    if (!seen.has(start)) enter(start);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const next = step.rest.next();
      if (next.done) onPath.delete((path.pop() as Step).name);
      else if (!seen.has(next.value)) enter(next.value);
      else if (onPath.has(next.value)) circles.push(leave(path, onPath, next.value));
    }
  }
  return circles;
}

interface Step {
  name: string;
  rest: Iterator<string>;
}

/** Takes the circle that closes at `name` off the path. */
function leave(path: Step[], onPath: Set<string>, name: string): string[] {
  const members = path.splice(path.findLastIndex((step) => step.name === name)).map((step) => step.name);
  for (const member of members) onPath.delete(member);
  return [...members, name];
}
