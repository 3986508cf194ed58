/**
 * What a product embeds: `<script async src="https://HUB/banner.js" data-service="checkout"></script>`. It depends on nothing, writes text
 * and never markup, takes a policy without inline styles, and asks less often the longer nobody answers.
 */
export const BANNER_SCRIPT = `(function () {
  var own = document.currentScript, set = own.dataset, from = new URL(own.src), away = {}, last, box, wait = 30, low = set.position === "bottom";
  from.pathname = from.pathname.replace(/js$/, "json");
  if (set.service) from.searchParams.set("service", set.service);
  function put(id) { away[id] = 1; try { localStorage.setItem("muster " + id, 1); } catch (e) {} }
  function gone(id) { try { return away[id] || localStorage.getItem("muster " + id); } catch (e) {} }
  function make(name, text, style, into) {
    var part = document.createElement(name);
    part.textContent = text;
    part.style.cssText = style;
    return into ? into.appendChild(part) : part;
  }
  function show(banners) {
    if (!box) {
      box = make("div", "", "left:0;right:0;z-index:2147483000;font:15px/1.4 system-ui;" + (low ? "position:fixed;bottom:0" : "position:sticky;top:0"));
      box.setAttribute("role", "status");
      document.body.prepend(box);
    }
    box.textContent = "";
    banners.forEach((one) => {
      if (gone(one.id)) return;
      var row = make("div", "", "display:flex;gap:12px;padding:10px 16px;color:#1b1b1b;background:" + (one.state === "RESOLVED" ? "#d7f2dd" : "#fff0c2"), box);
      var text = make("div", "", "flex:1;white-space:pre-line;overflow-wrap:anywhere", row);
      make("b", one.title + " ", "", text);
      make("span", one.text + " ", "", text);
      if (/^https?:/.test(one.url)) make("a", set.more || "More", "color:inherit", text).href = one.url;
      var close = make("button", "\u00d7", "border:0;background:none;color:inherit;font:inherit", row);
      close.type = "button";
      close.setAttribute("aria-label", set.dismiss || "Dismiss");
      close.onclick = () => { put(one.id); row.remove(); };
    });
  }
  function ask() {
    fetch(from, { cache: "no-cache", credentials: "omit" }).then((answer) => answer.ok ? answer.text() : Promise.reject()).then((text) => {
      wait = 30;
      if (text !== last) show(JSON.parse(last = text).banners);
    }).catch(() => { wait = Math.min(wait * 2, 900); }).then(() => setTimeout(ask, wait * 1e3 * (1 + Math.random())));
  }
  document.body ? ask() : addEventListener("DOMContentLoaded", ask);
})();
`.replaceAll(/\n\s*/g, "\n");
