import { Field, Int, ObjectType } from "type-graphql";
import type { Audience, PublicState, Severity, TemplateOccasion } from "../entities/vocabulary.ts";
import type { Preview, ShownTemplate } from "../services/template/index.ts";
import { AudienceEnum, PublicStateEnum } from "./communication.enum.ts";
import { TemplateOccasionEnum } from "./communication-template.enum.ts";
import { GuardrailFindingType } from "./guardrail.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";
import { SeverityEnum } from "./severity.enum.ts";

@Right("policy:read")
@ObjectType("CommunicationTemplate", {
  description: "A version of the words that drafts for an audience are made from. Versions are never changed once written; the newest is in use.",
})
export class CommunicationTemplateType implements ShownTemplate {
  @Field(() => String, { description: "Its name, such as `sev2_proactive_outreach`; one for each language." })
  name!: string;

  @Field(() => String, { description: "The language that it is in, as a BCP 47 tag such as `en` or `pt-BR`." })
  language!: string;

  @Field(() => Int, { description: "1, 2, 3 ... within its name and language; 0 for what the hub brings along." })
  version!: number;

  @Field(() => AudienceEnum, { description: "Who it is for; the same in all versions." })
  audience!: Audience;

  @Field(() => TemplateOccasionEnum, { description: "What brings a message of it about." })
  occasion!: TemplateOccasion;

  @Field(() => PublicStateEnum, { nullable: true, description: "The state that it tells of; null: any." })
  publicState!: PublicState | null;

  @Field(() => SeverityEnum, { nullable: true, description: "The severity that it is for; null: any." })
  severity!: Severity | null;

  @Field(() => String, { description: "Subject or headline, with `{{ facts }}` in it." })
  subject!: string;

  @Field(() => String, { description: "The text, with `{{ facts }}` and `{% if fact %} ... {% endif %}` in it." })
  body!: string;

  @Field(() => Boolean, { description: "Whether the hub brings it along. It steps back for a saved one of the same name and language." })
  isBuiltIn!: boolean;

  @Field(() => DateTime, { nullable: true, description: "When this version was saved; null for what the hub brings along." })
  createdAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Who saved it, by name." })
  createdBy!: string | null;

  @Field(() => DateTime, { nullable: true, description: "Since when it is not used any more." })
  retiredAt!: Date | null;
}

@Right("policy:write")
@ObjectType("TemplatePreview", { description: "A text that a template makes. Nothing of it is stored." })
export class TemplatePreviewType implements Pick<Preview, "subject" | "body" | "template" | "templateVersion" | "language" | "draftNote"> {
  @Field(() => String, { description: "The subject." })
  subject!: string;

  @Field(() => String, { description: "The text, as it would be drafted." })
  body!: string;

  @Field(() => String, { nullable: true, description: "Name of the template that made it; `unsaved` for one that has none yet." })
  template!: string | null;

  @Field(() => Int, { nullable: true, description: "Its version; 0 for what is built in or not saved." })
  templateVersion!: number | null;

  @Field(() => String, { description: "The language that it is in." })
  language!: string;

  @Field(() => String, { nullable: true, description: "What went otherwise than meant: shortened for its channel, or another template in place of one that failed." })
  draftNote!: string | null;

  @Field(() => [GuardrailFindingType], { description: "What the guardrails find in the text; for INTERNAL and EXECUTIVES only warnings." })
  findings!: GuardrailFindingType[];
}
