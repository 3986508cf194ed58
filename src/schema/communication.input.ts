import { Field, ID, InputType } from "type-graphql";
import type { Audience, IncidentStatus } from "../entities/vocabulary.ts";
import { ChangeInput, RevisedInput } from "./change.input.ts";
import { AudienceEnum } from "./communication.enum.ts";
import { IncidentStatusEnum } from "./incident.enum.ts";
import { telling } from "./telling.input.ts";

@InputType({ description: "Drafts to be made from the templates. Nothing goes out by this." })
export class DraftCommunicationsInput extends ChangeInput {
  @Field(() => [AudienceEnum], {
    nullable: true,
    description: "Who to write to. Default: the audiences of the response plan; where direct outreach was chosen, those that reach the affected accounts in place of page, banner and mail.",
  })
  audiences?: Audience[] | null;

  @Field(() => String, {
    nullable: true,
    description: "A BCP 47 tag such as `en` or `pt-BR`. Default: the policy's `communication.language`. Where there are no words in it, the nearest there are.",
  })
  language?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "Templates to draft from, by name, in place of those that the hub would choose, at most 6; for no more than their own audience.",
  })
  templates?: string[] | null;
}

@InputType({
  description:
    "A message to send: a draft that is there (`communicationId`), or one written in the same act (`incidentId`, " +
    "`audience`, `body`).",
})
export class PublishCommunicationInput extends telling(RevisedInput) {
  @Field(() => ID, { nullable: true, description: "The draft. Other fields that are given replace what it has." })
  communicationId?: string | null;

  @Field(() => ID, { nullable: true, description: "The incident's `id`, needed without a draft." })
  incidentId?: string | null;

  @Field(() => AudienceEnum, { nullable: true, description: "Who it is for, needed without a draft." })
  audience?: Audience | null;

  @Field(() => String, { nullable: true, description: "Subject or headline, at most 200 characters. Default: the name by which its readers know the incident." })
  subject?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The text, at most 20,000 characters. For customers it has to pass the guardrails: " +
      "GUARDRAIL carries the `findings`.",
  })
  body?: string | null;

  @Field(() => String, { nullable: true, description: "How it goes out, such as `email_and_slack`." })
  channel?: string | null;

  @Field(() => String, { nullable: true, description: "Name of the template that it was made from." })
  template?: string | null;
}

@InputType({
  description: "An update in one act: a note, if wanted a new status, and if wanted messages in the caller's words or the hub's own.",
})
export class PostUpdateInput extends telling(ChangeInput) {
  @Field(() => IncidentStatusEnum, {
    nullable: true,
    description:
      "TRIAGED, MITIGATING or RESOLVED, if that move is allowed now. Resolving so needs `overrideReason`, since the " +
      "verification is answered in `resolveIncident` only.",
  })
  status?: IncidentStatus | null;

  @Field(() => String, {
    description: "State, change and next step, for the timeline; at most 10,000 characters. Meets NEXT_UPDATE.",
  })
  note!: string;

  @Field(() => String, {
    nullable: true,
    description: "What the status page is to say, at most 20,000 characters; has to pass the guardrails.",
  })
  publicBody?: string | null;

  @Field(() => [AudienceEnum], {
    nullable: true,
    description:
      "Who is told in the same act: with `publicBody`, or without it in the hub's own words for each, which need no typing. " +
      "Default: the status page with a `publicBody`, else nobody. Needs the right to publish.",
  })
  audiences?: Audience[] | null;
}

@InputType({ description: "A text to try against the guardrails; nothing is stored or sent." })
export class CommunicationCheckInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "The incident that it is about. Without it WORKAROUND_MISSING and ROOT_CAUSE_INTERNAL have " +
      "nothing to compare with.",
  })
  incidentId?: string | null;

  @Field(() => AudienceEnum, { description: "Who it would be for." })
  audience!: Audience;

  @Field(() => String, { description: "The final text, at most 20,000 characters." })
  body!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "It tells that all is over, so it need not promise a next update. Default: false.",
  })
  resolution?: boolean | null;
}
