/** A browser as far as signing in goes: it keeps cookies and says where its forms come from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** The attributes of each cookie as they came. */
  readonly attributes = new Map<string, string>();

  constructor(private readonly url: string) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.ask(path, { headers });
  }

  /** Sends a form from a page of the same site, unless the headers say another. */
  post(path: string, form: Record<string, string> = {}, headers: Record<string, string> = { origin: this.url }): Promise<Response> {
    return this.ask(path, { method: "POST", body: new URLSearchParams(form), headers });
  }

  /** A GraphQL request as a script on one of the hub's pages sends it. */
  async gql(query: string, headers: Record<string, string> = { "sec-fetch-site": "same-origin" }) {
    const response = await this.ask("/graphql", { method: "POST", body: JSON.stringify({ query }), headers: { "content-type": "application/json", ...headers } });
    return { status: response.status, ...((await response.json()) as { data: Record<string, never>; errors?: { message: string; extensions: { code: string } }[] }) };
  }

  private async ask(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Response> {
    const response = await fetch(`${this.url}${path}`, { redirect: "manual", ...init, headers: { ...init.headers, ...(this.cookies.size > 0 && { cookie: this.cookie }) } });
    for (const line of response.headers.getSetCookie()) this.take(line);
    return response;
  }

  private take(line: string): void {
    const [pair = "", ...attributes] = line.split("; ");
    const [name = "", value = ""] = pair.split("=");
    this.attributes.set(name, attributes.join("; "));
    const expires = attributes.find((attribute) => attribute.startsWith("Expires="));
    if (expires === "Expires=Thu, 01 Jan 1970 00:00:00 GMT") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
