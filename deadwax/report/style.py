"""The page's style: readable in light and dark, on screens and on paper."""

CSS = """
:root { color-scheme: light dark; --paper: #f4f3f0; --surface: #fff; --ink: #1c1e21; --quiet: #5d6168;
  --line: #d9d6cf; --accent: #2b5c8a; --comb: #c2571a; --strong: #b3261e; --weak: #8a6d1d; --clear: #2e6b3e; }
@media (prefers-color-scheme: dark) { :root { --paper: #131518; --surface: #1b1e22; --ink: #e8e6e1;
  --quiet: #a3a7ad; --line: #34383e; --accent: #7fb2e0; --comb: #f0915a; --strong: #ff8a80; --weak: #e0bd5c;
  --clear: #86c995; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 20px 60px; max-width: 1020px;
  background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; }
h1 { font-size: 20px; margin: 0 0 4px; overflow-wrap: anywhere; } h2 { font-size: 15px; margin: 26px 0 6px; }
p { margin: 4px 0; } a { color: var(--accent); }
.quiet { color: var(--quiet); } .number { font-variant-numeric: tabular-nums; }
article { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 20px 24px;
  margin: 0 0 24px; }
.verdict { font-size: 18px; font-weight: 600; margin: 12px 0 4px; }
.strong .verdict { color: var(--strong); } .review .verdict, .weak .verdict { color: var(--weak); }
.clear .verdict { color: var(--clear); }
svg { display: block; width: 100%; height: auto; margin: 6px 0; font: 11px system-ui, sans-serif; }
svg text { fill: var(--quiet); } svg polyline { fill: none; stroke-width: 1; }
polyline.level { stroke: var(--ink); } polyline.residue { stroke: var(--accent); }
line.comb { stroke: var(--comb); stroke-width: 1; opacity: .45; }
line.tick { stroke: var(--quiet); }
line.mark { stroke: var(--quiet); stroke-dasharray: 3 3; }
rect.track { fill: var(--line); } rect.level { fill: var(--accent); } rect.strong { fill: var(--comb); }
rect.faint { fill: var(--line); } polygon.wave { fill: var(--quiet); opacity: .6; }
ul, ol { margin: 4px 0; padding-left: 22px; } li { margin: 4px 0; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th, td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0;
  border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; white-space: nowrap; }
summary { cursor: pointer; margin: 14px 0 6px; font-weight: 600; }
code { font: 12.5px ui-monospace, Menlo, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
@media print { body { background: none; padding: 0; } article { border: 0; padding: 0; } }
"""
