/** Of the page; in the page itself, so that it stands alone. Colours keep a contrast of 4.5 to 1 as text, in light and in dark. */
export const STYLE = `
:root{--ground:#fff;--text:#1b1f24;--faint:#57606a;--line:#d0d7de;--card:#f6f8fa;--ok:#1a7f37;--work:#0969da;--slow:#8a6100;--part:#b54708;--down:#cf222e;--none:#c4ccd4}
@media(prefers-color-scheme:dark){:root{--ground:#0d1117;--text:#e6edf3;--faint:#9aa4af;--line:#30363d;--card:#161b22;--ok:#3fb950;--work:#58a6ff;--slow:#d29922;--part:#f0883e;--down:#ff7b72;--none:#484f58}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:52rem;padding:1.5rem 1rem 3rem;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2rem 0 .75rem}h3{font-size:1.05rem;margin:0}h4{font-size:1rem;font-weight:600;margin:0}
header p,.about,.when,.state,.uptime,footer,li time{color:var(--faint);font-size:.9rem;margin:.15rem 0}
a{color:var(--work)}a:focus-visible,summary:focus-visible{outline:2px solid var(--work);outline-offset:2px}
.overall{display:flex;align-items:center;gap:.6rem;margin:1.25rem 0;padding:.9rem 1rem;border:1px solid var(--line);border-inline-start:.4rem solid currentColor;border-radius:.5rem;background:var(--card);font-size:1.15rem;font-weight:600}
.dot{flex:none;display:inline-block;width:.7rem;height:.7rem;border-radius:50%;background:currentColor;margin-inline-end:.4rem}
.OPERATIONAL{color:var(--ok);fill:var(--ok)}.UNDER_MAINTENANCE{color:var(--work);fill:var(--work)}.DEGRADED_PERFORMANCE{color:var(--slow);fill:var(--slow)}.PARTIAL_OUTAGE{color:var(--part);fill:var(--part)}.MAJOR_OUTAGE{color:var(--down);fill:var(--down)}
rect.NONE{fill:var(--none)}
article{margin:0 0 1rem;padding:.9rem 1rem;border:1px solid var(--line);border-inline-start:.4rem solid var(--none);border-radius:.5rem}
article.MINOR{border-inline-start-color:var(--slow)}article.MAJOR{border-inline-start-color:var(--part)}article.CRITICAL{border-inline-start-color:var(--down)}article.MAINTENANCE{border-inline-start-color:var(--work)}
article ol{list-style:none;margin:.75rem 0 0;padding:0}article ol li{padding:.5rem 0;border-top:1px solid var(--line)}
.retracted{font-style:italic}
ul{list-style:none;margin:0;padding:0}section>ul>li,section>details{padding:.75rem 0;border-top:1px solid var(--line)}details ul>li{padding:.6rem 0}
details>ul{padding-inline-start:1rem}summary{cursor:pointer}summary h3{display:inline}
.name,summary{overflow:hidden}.name{display:flex;justify-content:space-between;gap:1rem;align-items:baseline}.name h3,.name h4{min-width:0;font-size:1rem;font-weight:600}.now{flex:none;font-size:.9rem;white-space:nowrap}summary .now{margin-inline-start:.75rem}
.bar{display:block;width:100%;height:2rem;margin:.4rem 0 0;direction:ltr}.gap{fill:var(--ground)}.over{pointer-events:none}.defs{position:absolute}
.uptime{text-align:end}.days{font-size:.9rem;color:var(--faint)}.days ul>li{padding:.1rem 0}
footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:.5rem}
@media print{details>*{display:block}}
`;
