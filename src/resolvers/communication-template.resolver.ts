import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { Audience } from "../entities/vocabulary.ts";
import { AudienceEnum } from "../schema/communication.enum.ts";
import { PreviewCommunicationTemplateInput, RetireCommunicationTemplateInput, SaveCommunicationTemplateInput } from "../schema/communication-template.input.ts";
import { CommunicationTemplateType, TemplatePreviewType } from "../schema/communication-template.type.ts";
import { Right } from "../schema/right.ts";
import * as guardrails from "../services/guardrail/index.ts";
import type { ServiceContext } from "../services/context.ts";
import * as templates from "../services/template/index.ts";

@Resolver(() => TemplatePreviewType)
export class CommunicationTemplateResolver {
  @Right("policy:read")
  @Query(() => [CommunicationTemplateType], { description: "The words that drafts are made from now: what is saved, and what the hub brings along. By audience and name." })
  communicationTemplates(
    @Ctx() ctx: ServiceContext,
    @Arg("audience", () => AudienceEnum, { nullable: true, description: "Only those for this audience." }) audience: Audience | null,
    @Arg("language", () => String, { nullable: true, description: "Only those in this very language." }) language: string | null,
    @Arg("name", () => String, { nullable: true, description: "Every version of this one, the newest first, at most 100." }) name: string | null,
    @Arg("includeRetired", () => Boolean, { defaultValue: false, description: "Whether to list those that are not used any more." }) includeRetired: boolean,
  ) {
    return templates.listTemplates(ctx, { audience, language, name, includeRetired });
  }

  @Right("policy:write")
  @Query(() => TemplatePreviewType, { description: "What a message would say, in words that are saved or still being written." })
  previewCommunicationTemplate(@Ctx() ctx: ServiceContext, @Arg("input", () => PreviewCommunicationTemplateInput, { description: "The words, and what they are to tell of." }) input: PreviewCommunicationTemplateInput) {
    return templates.previewTemplate(ctx, input);
  }

  @FieldResolver()
  findings(@Root() preview: templates.Preview, @Ctx() ctx: ServiceContext) {
    return guardrails.findingsIn(ctx, preview.incident, preview);
  }

  @Right("policy:write")
  @Mutation(() => CommunicationTemplateType, { description: "Writes the next version of a template. Drafts are made from it at once; what is drafted already stays." })
  saveCommunicationTemplate(@Ctx() ctx: ServiceContext, @Arg("input", () => SaveCommunicationTemplateInput, { description: "The template." }) input: SaveCommunicationTemplateInput) {
    return templates.saveTemplate(ctx, input);
  }

  @Right("policy:write")
  @Mutation(() => CommunicationTemplateType, { description: "Takes a saved template out of use. The built-in one of that name, if there is one, takes its place; saving it again brings it back." })
  retireCommunicationTemplate(@Ctx() ctx: ServiceContext, @Arg("input", () => RetireCommunicationTemplateInput, { description: "Which one." }) input: RetireCommunicationTemplateInput) {
    return templates.retireTemplate(ctx, input);
  }
}
