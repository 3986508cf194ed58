import { escape, plainPage, refusalOf } from "../plain-page.ts";

/** Served as a file, so that no page needs a style in itself. */
export const STYLE = `:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 24rem; margin: clamp(1rem, 8vh, 4rem) auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.3; }
label, input, textarea, button { display: block; width: 100%; box-sizing: border-box; font: inherit; }
input, textarea { margin: .25rem 0 1rem; padding: .5rem; } button { padding: .6rem; } button.main { padding: 1rem; margin-bottom: 1rem; font-weight: 600; }
input[type=radio], input[type=checkbox] { display: inline; width: auto; margin: .25rem; }
.refusal { border-left: .25rem solid #b00020; padding-left: .75rem; }
`;

const page = (title: string, body: string): string => plainPage(title, title, body);

const field = (name: string, label: string, type: string, autocomplete: string): string =>
  `<label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required>`;

export const loginPage = (refusal?: string): string => page("Sign in", `${refusalOf(refusal)}
<form method="post" action="/auth/login">
${field("email", "E-mail address", "email", "username")}
${field("password", "Password", "password", "current-password")}
<button type="submit">Sign in</button>
</form>
<p>No account, or the password is lost? An administrator can send you a link.</p>`);

export const signedInPage = (name: string): string => page("Signed in", `<p>You are signed in as ${escape(name)}. <a href="/graphql">Go on</a>.</p>
<form method="post" action="/auth/logout"><button type="submit">Sign out</button></form>`);

/** `isFirst`: the administrator who says who they are. */
export const setUpPage = (token: string, isFirst: boolean, refusal?: string): string => page(isFirst ? "Set up Muster" : "Choose a password", `${refusalOf(refusal)}
<form method="post" action="/auth/setup">
<input type="hidden" name="token" value="${escape(token)}">
${isFirst ? `${field("name", "Your name", "text", "name")}\n${field("email", "Your e-mail address", "email", "username")}` : ""}
${field("password", "Password, at least 12 characters", "password", "new-password")}
<button type="submit">Save and sign in</button>
</form>`);

export const refusalPage = (refusal: string): string => page("This did not work", refusalOf(refusal));
