export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A page without script, styled by the one file. `heading` is markup; what people wrote goes through `escape` first. */
export const plainPage = (title: string, heading: string, body: string, language = "en"): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title} - Muster</title><link rel="stylesheet" href="/auth/style.css">
</head>
<body><main><h1>${heading}</h1>
${body}
</main></body>
</html>
`;

export const refusalOf = (message: string | undefined): string => (message ? `<p class="refusal" role="alert">${escape(message)}</p>` : "");
