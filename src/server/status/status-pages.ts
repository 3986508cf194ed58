import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { ServiceContext } from "../../services/context.ts";
import { allPages, statusVersion } from "../../services/status-page/index.ts";
import { type Files, renderPage } from "../../services/status-render/index.ts";
import { soon } from "../soon.ts";
import { Served } from "./served.ts";

/** A change shows so much later at most. */
const LOOK_MS = 200;
/** Uptime goes on while nothing changes. */
const FRESH_MS = 60_000;

export interface ServedPage {
  page: StatusPageEntity;
  files: ReadonlyMap<string, Served>;
  /** As they stand in a folder of their own. */
  exported: () => Files;
}

interface Known {
  version: string;
  pages: ReadonlyMap<string, StatusPageEntity>;
  main: StatusPageEntity | undefined;
}

interface Rendered {
  version: string;
  at: number;
  served: ServedPage;
}

/**
 * The pages as they are served: made once for each change, however many read them, and looked after for changes only while
 * somebody does. While the database is away, what was served last goes on being served: that is when a page is needed.
 */
export class StatusPages {
  private known: Known | undefined;
  private lookedAt = -Infinity;
  private looking: Promise<Known> | undefined;
  private readonly rendered = new Map<string, Rendered>();
  private readonly rendering = new Map<string, Promise<ServedPage>>();

  /** `ctx` sees no private incident. */
  constructor(private readonly ctx: Pick<ServiceContext, "db" | "now" | "publicUrl">) {}

  /** By its slug, or the default one; null if there is none. */
  async find(slug: string | null): Promise<StatusPageEntity | null> {
    const known = await this.look();
    return (slug === null ? known.main : known.pages.get(slug)) ?? null;
  }

  async serve(page: StatusPageEntity): Promise<ServedPage> {
    const { version } = await this.look();
    const last = this.rendered.get(page.id);
    if (last && last.version === version && performance.now() - last.at < FRESH_MS) return last.served;
    const under = this.rendering.get(page.id) ?? this.render(page, version);
    this.rendering.set(page.id, under);
    return soon(under, last?.served);
  }

  private async render(page: StatusPageEntity, version: string): Promise<ServedPage> {
    try {
      const { served: files, exported } = await renderPage(this.ctx, page, page.isDefault ? "/status/" : `/status/${page.slug}/`);
      const served = { page, files: servedOf(files), exported };
      this.rendered.set(page.id, { version, at: performance.now(), served });
      return served;
    } finally {
      this.rendering.delete(page.id);
    }
  }

  private async look(): Promise<Known> {
    if (this.known && performance.now() - this.lookedAt < LOOK_MS) return this.known;
    this.looking ??= this.read().finally(() => (this.looking = undefined));
    return soon(this.looking, this.known);
  }

  private async read(): Promise<Known> {
    const version = await statusVersion(this.ctx).finally(() => (this.lookedAt = performance.now()));
    if (this.known?.version === version) return this.known;
    const pages = await allPages(this.ctx);
    for (const id of this.rendered.keys()) if (!pages.some((page) => page.id === id)) this.rendered.delete(id);
    this.known = { version, pages: new Map(pages.map((page) => [page.slug, page])), main: pages.find(({ isDefault }) => isDefault) };
    return this.known;
  }
}

const servedOf = (files: Files): Map<string, Served> => new Map([...files].map(([path, text]) => [path, new Served(text)]));
