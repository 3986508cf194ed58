import type { Data, Refusal, TestHub, Variables } from "./hub.ts";

interface Act {
  /** Sends the mutation, and answers with the node. */
  run(input?: Variables, token?: string): Promise<Data>;
  /** Sends it too, and answers with its refusal. */
  refused(input: Variables, token?: string): Promise<Refusal>;
}

/** Inputs that name no incident. */
const ELSEWHERE = ["HandOffInput", "UpdateActionInput"];

/**
 * `act("addAction", "ActionInput", "id state").run({ action, owner })`: a mutation of the incident that `incidentId`
 * tells, unless the input names another.
 */
export const actsOn = (hub: TestHub, incidentId: () => string) => (mutation: string, type: string, fields: string): Act => {
  const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} } }`;
  const isElsewhere = (input: Variables) => ELSEWHERE.includes(type) || "communicationId" in input;
  const complete = (input: Variables) => ({ input: isElsewhere(input) ? input : { incidentId: incidentId(), ...input } });
  return {
    run: async (input = {}, token) => ((await hub.ok(document, complete(input), token)) as Record<string, Data>)[mutation],
    refused: (input, token) => hub.refusal(document, complete(input), token),
  };
};
