import "reflect-metadata";
import { writeFile } from "node:fs/promises";
import { lexicographicSortSchema, printSchema } from "graphql";
import { buildHubSchema } from "./build-schema.ts";

/** The schema as it is committed: in the order of its names, so that where a class stands in the code changes nothing. */
export const printHubSchema = async (): Promise<string> => `${printSchema(lexicographicSortSchema(await buildHubSchema()))}\n`;

export const writeSchema = async (path: string): Promise<void> => writeFile(path, await printHubSchema());
