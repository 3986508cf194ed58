import { expect, test } from "vitest";
import { letter } from "../../src/services/delivery/letter.rules.ts";

test("a letter says the same in both forms, and what people wrote stays text", () => {
  const { text, html } = letter({
    heading: "Checkout\r\n is <down>", text: "We are investigating <script>alert(1)</script> & \"more\".\nSecond line.\n\nNext update by 12:30 UTC.",
    footer: "You get this as a contact of ACME's.", links: [{ label: "Status page", url: "https://status.example.com/?a=1&b=\"2\"" }],
  });
  expect(text).toBe(
    "Checkout is <down>\n\nWe are investigating <script>alert(1)</script> & \"more\".\nSecond line.\n\nNext update by 12:30 UTC.\n\nStatus page: https://status.example.com/?a=1&b=\"2\"\n\n-- \nYou get this as a contact of ACME's.");
  expect(html).toContain("<h1>Checkout is &lt;down&gt;</h1>");
  expect(html).toContain("<p>We are investigating &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;.<br>Second line.</p>\n<p>Next update by 12:30 UTC.</p>");
  expect(html).toContain('<a href="https://status.example.com/?a=1&amp;b=&quot;2&quot;"');
  expect(html).toContain("You get this as a contact of ACME&#39;s.");
});

test("nothing in it is loaded from elsewhere, and links lead to the web alone", () => {
  const { text, html } = letter({
    heading: "Resolved", text: "All is well.",
    links: [{ label: "a", url: "javascript:alert(1)" }, { label: "b", url: "data:text/html,x" }, { label: "c", url: "https://x.example/ a" }, { label: "d", url: "HTTPS://ok.example/" }, { label: "e", url: "/relative" }],
  });
  expect(text).toBe("Resolved\n\nAll is well.\n\nd: HTTPS://ok.example/");
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url)).toEqual(["HTTPS://ok.example/"]);
  expect(html).not.toMatch(/<(img|script|link|iframe)|url\(|src=/i);
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
});
