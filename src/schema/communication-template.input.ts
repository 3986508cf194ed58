import { Field, ID, InputType, Int } from "type-graphql";
import type { Audience, PublicState, Severity, TemplateOccasion } from "../entities/vocabulary.ts";
import { AudienceEnum, PublicStateEnum } from "./communication.enum.ts";
import { TemplateOccasionEnum } from "./communication-template.enum.ts";
import { SeverityEnum } from "./severity.enum.ts";

/** What inputs that name a template have in common; not a type of the schema itself. */
@InputType()
abstract class InLanguageInput {
  @Field(() => String, { nullable: true, description: "A BCP 47 tag such as `en` or `pt-BR`. Default: the policy's `communication.language`." })
  language?: string | null;
}

@InputType({
  description:
    "The next version of a template. It is tried on all that an incident may bring before it is written: what does not compile, asks for a fact that its " +
    "audience is not told or that may be missing, or is too long for its channel, is INVALID_INPUT with `field`, `line`, `column` and `variable`.",
})
export class SaveCommunicationTemplateInput extends InLanguageInput {
  @Field(() => String, { description: "Its name: small letters, digits and underscores, at most 100. That of a built-in one takes its place." })
  name!: string;

  @Field(() => AudienceEnum, { description: "Who it is for. It decides which facts there are, and cannot change from version to version." })
  audience!: Audience;

  @Field(() => TemplateOccasionEnum, { nullable: true, description: "What brings a message of it about. Default: STATUS." })
  occasion?: TemplateOccasion | null;

  @Field(() => PublicStateEnum, { nullable: true, description: "The state that it tells of. Default: any." })
  publicState?: PublicState | null;

  @Field(() => SeverityEnum, { nullable: true, description: "The severity that it is for. Default: any." })
  severity?: Severity | null;

  @Field(() => String, { description: "Subject or headline in Liquid, at most 2,000 characters." })
  subject!: string;

  @Field(() => String, { description: "The text in Liquid, at most 20,000 characters: `{{ title }}`, `{% if eta %}{{ eta | time }}{% endif %}`." })
  body!: string;

  @Field(() => Int, { nullable: true, description: "The version that was edited, 0 for what is built in. If there is a newer one, nothing is changed and STALE_REVISION carries the `current` one." })
  expectedVersion?: number | null;
}

@InputType({ description: "A saved template that is to be used no more." })
export class RetireCommunicationTemplateInput extends InLanguageInput {
  @Field(() => String, { description: "Its name. NOT_FOUND where none is saved under it in that language; CONFLICT for what is built in." })
  name!: string;
}

@InputType({ description: "A text to be made for a look at it: by a template that is there (`name`, or the one the hub would choose), or by one that is being written (`subject` and `body`)." })
export class PreviewCommunicationTemplateInput extends InLanguageInput {
  @Field(() => AudienceEnum, { description: "Who it is for." })
  audience!: Audience;

  @Field(() => ID, { nullable: true, description: "The incident that it is about. Without one the facts are made up." })
  incidentId?: string | null;

  @Field(() => String, { nullable: true, description: "A template that is there. NOT_FOUND where the audience has none of that name." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Subject of one that is being written; together with `body`." })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: "Text of one that is being written. What `saveCommunicationTemplate` would refuse is refused." })
  body?: string | null;

  @Field(() => TemplateOccasionEnum, { nullable: true, description: "What brings it about. Default: STATUS." })
  occasion?: TemplateOccasion | null;

  @Field(() => PublicStateEnum, { nullable: true, description: "The state to tell of. Default: INVESTIGATING." })
  publicState?: PublicState | null;
}
