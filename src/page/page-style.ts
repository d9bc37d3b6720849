/** The look of the report's pages, light as well as dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1e1f21; --quiet: #5c5f64; --ground: #f4f3f0; --raised: #fff; --line: #d8d6d1; --accent: #9a5200; --fill: #7b8794; --track: #e4e2dd; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e1; --quiet: #a9a69f; --ground: #131416; --raised: #1d1f22; --line: #34373c; --accent: #f0a04b; --fill: #6f7a88; --track: #2b2e33; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 24px 20px 60px; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 0 0 12px; overflow-wrap: anywhere; }
.what { margin: 0; }
.notice { margin: 0 0 16px; color: var(--accent); font-weight: 600; }
.facts, footer { color: var(--quiet); font-size: .9rem; }
.facts { margin: 12px 0 0; max-width: 80ch; }
article { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 18px; margin-top: 22px; }
.state h2 { font-weight: 400; }
.state h2 code { white-space: nowrap; }
.badge { display: inline-block; font-weight: 600; padding: 1px 10px; margin-right: 4px; border: 1px solid var(--line); border-radius: 999px; }
.stopped .badge, .silent .badge { color: var(--accent); border-color: var(--accent); }
.progress { display: flex; gap: 12px; align-items: center; font-variant-numeric: tabular-nums; }
.track { flex: 1; position: relative; height: 12px; background: var(--track); border-radius: 2px; overflow: hidden; }
.fill { position: absolute; inset: 0 auto 0 0; background: var(--accent); }
.done .fill, .stopped .fill, .silent .fill { background: var(--fill); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 12px 20px; margin: 16px 0 0; }
dt { color: var(--quiet); font-size: .85rem; }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; margin: 0 0 14px; padding: 0; font-size: .9rem; }
.spot { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 7px; }
.curves { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 400px), 1fr)); gap: 22px 20px; }
figure { margin: 0; min-width: 0; }
figcaption { font-weight: 600; font-size: .9rem; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
th, td { text-align: left; font-weight: 400; padding: 4px 22px 4px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
thead th { color: var(--quiet); font-size: .85rem; vertical-align: bottom; }
.wrapped th, .wrapped td { white-space: normal; vertical-align: baseline; }
tr.best th, tr.best td { font-weight: 600; }
dl + details { margin-top: 12px; }
details + details { margin-top: 8px; }
summary { cursor: pointer; overflow-wrap: anywhere; }
details .wide, details pre { margin: 8px 0 14px; }
.files { font-size: .85rem; overflow-wrap: anywhere; }
pre { overflow-x: auto; font-size: .8rem; margin: 0; }
code { font-size: .85em; color: var(--quiet); overflow-wrap: anywhere; }
@media (max-width: 760px) {
  body { padding: 16px 12px 40px; }
  article { padding: 12px; }
  dl { grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); }
  .curves svg { font-size: 14.5px; }
  table { font-size: .82rem; }
  thead th { font-size: .78rem; white-space: normal; }
  th, td { padding-right: 12px; }
}
@media print { article { break-inside: avoid; } }
`;
