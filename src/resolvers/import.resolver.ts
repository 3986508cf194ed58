import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { ImportDirectoryInput } from "../schema/import.input.ts";
import { ImportResultType } from "../schema/import.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as imports from "../services/import/index.ts";

@Resolver()
export class ImportResolver {
  @Right("directory:write")
  @Mutation(() => ImportResultType, {
    description: "Brings rows into the directory: a row whose key is there already updates it, another one is new. The command `muster import` takes files of any size.",
  })
  importDirectory(@Ctx() ctx: ServiceContext, @Arg("input", () => ImportDirectoryInput, { description: "The rows, list by list." }) input: ImportDirectoryInput) {
    return imports.importDirectory(ctx, input);
  }
}
