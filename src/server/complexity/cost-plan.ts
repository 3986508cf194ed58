import {
  type DocumentNode, type FieldNode, type FragmentDefinitionNode, getNamedType, getNullableType, type GraphQLNamedType, type GraphQLSchema,
  isCompositeType, isInterfaceType, isListType, isObjectType, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode,
} from "graphql";
import { introspectionCost } from "./introspection.rules.ts";

/** Every operation costs so much: reading it, knowing who asks, answering. */
export const BASE = 10;
/** Every field of a mutation's root costs so much more. */
const WRITE = 10;
/** Entries of a list of objects that takes no `first` or `count`. */
const ASSUMED_SIZE = 10;
/** Lists that are longer than that as a rule. */
const LONG_LISTS: Record<string, number> = { "BoardChange.incidents": 100, "Query.shifts": 100, "Query.outreachPlan": 100 };
/** Lists refuse to give more at once. */
const LARGEST_PAGE = 100;
const DEFAULT_PAGE = 50;
/** What fragments within fragments grow to without bounds. */
const MOST = Number.MAX_SAFE_INTEGER;

type Variables = Readonly<Record<string, unknown>>;
type Size = number | ((variables: Variables) => number);

/** What an operation costs: a fixed part, and parts that come as often as the variables say. Parts may be shared. */
interface Plan {
  fixed: number;
  parts: { size: Size; of: Plan }[];
}

/** The size of the page whose connection these are the direct fields of, and the fragments that were read with it. */
interface Page {
  size: Size;
  read: Map<string, Plan>;
}

/** Reads a validated operation once; what it costs with given variables is then a small sum. */
export function costPlan(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): (variables: Variables) => number {
  const plan = new Planner(schema, document).ofOperation(operation);
  return (variables) => evaluate(plan, withDefaults(operation, variables), new Map());
}

class Planner {
  private readonly fragments: Map<string, FragmentDefinitionNode>;
  private readonly read = new Map<string, Plan>();

  constructor(private readonly schema: GraphQLSchema, { definitions }: DocumentNode) {
    this.fragments = new Map(definitions.flatMap((one) => (one.kind === "FragmentDefinition" ? [[one.name.value, one] as const] : [])));
  }

  ofOperation({ operation, selectionSet }: OperationDefinitionNode): Plan {
    const plan = this.ofSelections(selectionSet, this.schema.getRootType(operation) ?? undefined, null);
    return sum([{ fixed: capped(BASE + introspectionCost(selectionSet, this.fragments)), parts: [] }, plan]);
  }

  private ofSelections({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined, page: Page | null): Plan {
    return sum(selections.map((selection) => this.ofSelection(selection, type, page)));
  }

  private ofSelection(selection: SelectionNode, type: GraphQLNamedType | undefined, page: Page | null): Plan {
    if (selection.kind === "Field") return this.ofField(selection, type, page);
    if (selection.kind === "FragmentSpread") return this.ofFragment(selection.name.value, page);
    const { typeCondition, selectionSet } = selection;
    return this.ofSelections(selectionSet, typeCondition ? this.schema.getType(typeCondition.name.value) : type, page);
  }

  private ofFragment(name: string, page: Page | null): Plan {
    const read = page?.read ?? this.read;
    const fragment = this.fragments.get(name);
    const plan = read.get(name) ?? (fragment ? this.ofSelections(fragment.selectionSet, this.schema.getType(fragment.typeCondition.name.value), page) : NOTHING);
    read.set(name, plan);
    return plan;
  }

  private ofField(node: FieldNode, type: GraphQLNamedType | undefined, page: Page | null): Plan {
    const name = node.name.value;
    if (name === "__schema" || name === "__type") return NOTHING; // counted with the operation
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
    const own = { fixed: type === this.schema.getMutationType() ? WRITE + 1 : 1, parts: [] };
    if (!field || !node.selectionSet) return own;
    const given = field.args.find((arg) => arg.name === "first" || arg.name === "count");
    const size = given && sizeGiven(node, given.name, given.defaultValue);
    const named = getNamedType(field.type);
    const isList = isListType(getNullableType(field.type)) && isCompositeType(named);
    const inner = this.ofSelections(node.selectionSet, named, size !== undefined && !isList ? { size, read: new Map() } : null);
    const times = size ?? page?.size ?? LONG_LISTS[`${type?.name}.${name}`] ?? ASSUMED_SIZE;
    return isList ? sum([own, multiplied(inner, times)]) : sum([own, inner]);
  }
}

const NOTHING: Plan = { fixed: 0, parts: [] };

/** Parts are kept as they are: spread into one list they would double with every fragment that is spread twice. */
function sum(plans: readonly Plan[]): Plan {
  const [fixed, open] = [plans.filter(isFixed), plans.filter((plan) => !isFixed(plan))];
  return { fixed: capped(fixed.reduce((total, plan) => total + plan.fixed, 0)), parts: open.map((of) => ({ size: 1, of })) };
}

const isFixed = ({ parts }: Plan) => parts.length === 0;

function multiplied(plan: Plan, size: Size): Plan {
  if (typeof size === "number" && isFixed(plan)) return { fixed: capped(plan.fixed * size), parts: [] };
  return { fixed: 0, parts: [{ size, of: plan }] };
}

function evaluate(plan: Plan, variables: Variables, known: Map<Plan, number>): number {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const times = (size: Size) => (typeof size === "number" ? size : size(variables));
  const cost = plan.parts.reduce((total, { size, of }) => capped(total + times(size) * evaluate(of, variables, known)), plan.fixed);
  known.set(plan, cost);
  return cost;
}

/** What a list will be asked for. A wrong number costs as a right one: the list refuses it. */
function sizeGiven(node: FieldNode, name: string, fallback: unknown): Size {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind !== "Variable") return page(value?.kind === "IntValue" ? Number(value.value) : fallback);
  const variable = value.name.value;
  return (variables) => page(variables[variable] ?? fallback);
}

function page(size: unknown): number {
  return typeof size === "number" ? Math.min(Math.max(Math.trunc(size), 1), LARGEST_PAGE) : DEFAULT_PAGE;
}

function withDefaults({ variableDefinitions = [] }: OperationDefinitionNode, variables: Variables): Variables {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) => (defaultValue?.kind === "IntValue" ? [[variable.name.value, Number(defaultValue.value)] as const] : []));
  return defaults.length > 0 ? { ...Object.fromEntries(defaults), ...variables } : variables;
}

const capped = (cost: number) => Math.min(cost, MOST);
