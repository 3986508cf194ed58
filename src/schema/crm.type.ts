import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CrmRefusal, CrmRunEntity, CrmSettingEntity } from "../entities/crm.entity.ts";
import { CRM_PAGINGS, CRM_RUN_STATES, type CrmPaging, type CrmRunState } from "../entities/crm-vocabulary.ts";
import { enumFrom } from "./enum-from.ts";
import { Right } from "./right.ts";
import { DateTime, Duration, Json } from "./scalars.ts";

export const CrmPagingEnum = enumFrom("CrmPaging", CRM_PAGINGS, "How an endpoint gives its accounts in parts.", {
  NONE: "All at once.",
  PAGE: "By number, `{page}` in the address, until a page is empty, or `next` finds nothing or false.",
  CURSOR: "`next` finds a cursor, which stands as `{cursor}` in the address of the next page; the parameter is left out of the first.",
  NEXT_URL: "`next` finds the address of the next page, whole or relative; at the same origin.",
  LINK: "The header Link names the next page (`rel=\"next\"`, RFC 8288); at the same origin.",
});

export const CrmRunStateEnum = enumFrom("CrmRunState", CRM_RUN_STATES, "How a pull stands.", {
  QUEUED: "It waits for its time, or for a hub.",
  RUNNING: "A hub is at it.",
  DONE: "It came to its end.",
  FAILED: "It ended early; `error` says why. What came before that is in the directory.",
});

@Right("directory:write", { vendors: "refused" })
@ObjectType("CrmRefusal", { description: "A row of a pull that was not taken, or an entry that one landed without." })
export class CrmRefusalType implements CrmRefusal {
  @Field(() => Int, { description: "The page that it stood on, from 1." })
  page!: number;

  @Field(() => String, { nullable: true, description: "The account's external id; null if the row gave none." })
  key!: string | null;

  @Field(() => String, { nullable: true, description: "The field at fault; null if it is the row as a whole." })
  field!: string | null;

  @Field(() => String, { description: "What is wrong, as a sentence to show." })
  reason!: string;
}

type ShownOfRun = "id" | "state" | "askedBy" | "dueAt" | "startedAt" | "finishedAt" | "pages" | "rows" | "created" | "updated" | "unchanged" | "refused" | "error";

@Right("directory:write", { vendors: "refused" })
@ObjectType("CrmRun", { description: "One pull of accounts from a CRM." })
export class CrmRunType implements Pick<CrmRunEntity, ShownOfRun> {
  @Field(() => ID, { description: "Its key." })
  id!: string;

  @Field(() => CrmRunStateEnum, { description: "How it stands." })
  state!: CrmRunState;

  @Field(() => String, { description: "Who asked for it; `schedule` for one whose time came." })
  askedBy!: string;

  @Field(() => DateTime, { description: "When it is or was due." })
  dueAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When a hub began it last." })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it ended." })
  finishedAt!: Date | null;

  @Field(() => Int, { description: "Pages read so far." })
  pages!: number;

  @Field(() => Int, { description: "Accounts read so far." })
  rows!: number;

  @Field(() => Int, { description: "Accounts that were new." })
  created!: number;

  @Field(() => Int, { description: "Accounts that changed." })
  updated!: number;

  @Field(() => Int, { description: "Accounts that were as they came." })
  unchanged!: number;

  @Field(() => Int, { description: "Rows, and entries of rows, that were not taken." })
  refused!: number;

  @Field(() => [CrmRefusalType], { description: "Why not, the first 100." })
  refusals!: CrmRefusal[];

  @Field(() => String, { nullable: true, description: "Why it ended early, as a sentence to show." })
  error!: string | null;
}

type Shown = "name" | "url" | "paging" | "items" | "next" | "firstPage" | "mostPages" | "fields" | "authHeader" | "every" | "setAt" | "setBy";

@Right("directory:write", { vendors: "refused" })
@ObjectType("Crm", { description: "An endpoint that accounts are pulled from: paged JSON, mapped by expressions." })
export class CrmType implements Pick<CrmSettingEntity, Shown> {
  @Field(() => String, { description: "Its name, `crm` unless there are several." })
  name!: string;

  @Field(() => String, { description: "The address, with its placeholders." })
  url!: string;

  @Field(() => CrmPagingEnum, { description: "How it gives its accounts in parts." })
  paging!: CrmPaging;

  @Field(() => String, { description: "The expression (JMESPath) that finds the list of accounts in a page." })
  items!: string;

  @Field(() => String, { nullable: true, description: "The expression that finds where to go on." })
  next!: string | null;

  @Field(() => Int, { description: "The number of the first page." })
  firstPage!: number;

  @Field(() => Int, { description: "A pull ends with an error after so many pages." })
  mostPages!: number;

  @Field(() => Json, { description: "For each field of a customer the expression that finds it in an account." })
  fields!: Record<string, string>;

  @Field(() => String, { description: "The header that carries the secret." })
  authHeader!: string;

  @Field(() => Boolean, { description: "Whether a secret is set. It is never shown." })
  hasSecret!: boolean;

  @Field(() => Duration, { nullable: true, description: "From the end of a pull to the next; null where it is pulled only when somebody asks." })
  every!: number | null;

  @Field(() => DateTime, { description: "When it was set up as it is." })
  setAt!: Date;

  @Field(() => String, { description: "Who did that." })
  setBy!: string;

  @Field(() => [CrmRunType], { description: "Its last pulls, the newest first; one that waits for its time is the first." })
  runs!: CrmRunEntity[];
}

@InputType({ description: "Where accounts are pulled from. What is left out stays as it is, or for a new one is what the field says." })
export class ConfigureCrmInput {
  @Field(() => String, { nullable: true, description: "Its name, as a slug; `crm` unless said." })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The address, needed for a new one; at most 2,000 characters. Placeholders: `{page}`, `{cursor}`, `{since}` (when the last pull that came to its end began, RFC 3339), and for a pull for an incident " +
      "`{service}` (slug) and `{reference}`. Private networks are refused unless the hub's operator allows them.",
  })
  url?: string | null;

  @Field(() => CrmPagingEnum, { nullable: true, description: "How it gives its accounts in parts; NONE unless said." })
  paging?: CrmPaging | null;

  @Field(() => String, { nullable: true, description: "The expression (JMESPath) that finds the list of accounts in a page; `@`, the page itself, unless said. At most 1,000 characters." })
  items?: string | null;

  @Field(() => String, { nullable: true, description: "The expression that finds where to go on; needed with CURSOR and NEXT_URL. Null takes it away." })
  next?: string | null;

  @Field(() => Int, { nullable: true, description: "The number of the first page, 0 or more; 1 unless said." })
  firstPage?: number | null;

  @Field(() => Int, { nullable: true, description: "A pull ends with an error after so many pages, 1 to 100,000; 1,000 unless said." })
  mostPages?: number | null;

  @Field(() => Json, {
    nullable: true,
    description:
      "For each field of a customer, as `muster import` has them, the expression that finds it in an account; `externalId` is needed. " +
      "Such as `{\"externalId\": \"Id\", \"name\": \"Name\", \"arr\": \"AnnualRevenue\", \"strategic\": \"Type == 'Strategic'\"}`.",
  })
  fields?: unknown;

  @Field(() => String, { nullable: true, description: "The header that carries the secret; `authorization` unless said." })
  authHeader?: string | null;

  @Field(() => String, { nullable: true, description: "The header's whole value, such as `Bearer ...`; kept sealed and never shown. Null takes it away." })
  secret?: string | null;

  @Field(() => Duration, { nullable: true, description: "From the end of a pull to the next, PT1M to PT720H. Null: only when somebody asks, as for a new one." })
  every?: number | null;
}

@InputType({ description: "A pull as soon as may be." })
export class PullCustomersInput {
  @Field(() => String, { nullable: true, description: "Which CRM; `crm` unless said." })
  name?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Puts every account that the pull brings on this incident as affected, such as from an address with `{service}` in it. Needs incident:write too.",
  })
  incidentId?: string | null;
}
