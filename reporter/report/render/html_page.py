"""The template and the style of the HTML report: one file, nothing fetched, no script."""

from typing import Final

CSP: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

STYLE: Final = """
:root{--ink:#1c2733;--soft:#55626f;--line:#d8dee4;--paper:#fff;--card:#f6f8fa;--blue:#0b6bb5;--proven:#0b6bb5;--strong:#b35c00;
--possible:#6b7785;--rest:#9db4c8}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#a3b1bf;--line:#33404d;--paper:#10171f;--card:#18222d;--blue:#6cb6ff;
--proven:#58a6ff;--strong:#f0a04b;--possible:#93a1af;--rest:#41566b}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.2rem;margin:2rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:.25rem 0}
p,ul{margin:.4rem 0}
ul{padding-left:1.2rem}
a{color:var(--blue)}
code,.id{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.85em;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.big{font-size:2rem;font-weight:700;line-height:1.15;margin:.25rem 0}
.note{border-left:4px solid var(--strong);background:var(--card);padding:.5rem .75rem;margin:.75rem 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;margin:.75rem 0;break-inside:avoid}
.tier{display:inline-block;border-radius:1rem;padding:0 .6rem;color:var(--paper);font-size:.85rem;font-weight:600}
.proven{background:var(--proven)}.strong{background:var(--strong)}.possible,.service,.none{background:var(--possible)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap}
.key span{display:inline-block;margin-right:1.2rem}
.key i{display:inline-block;width:.8rem;height:.8rem;margin-right:.4rem}
summary{cursor:pointer;color:var(--blue)}
.named{columns:2;font-size:.8rem;list-style:none;padding:0}
.named li{break-inside:avoid;padding:.15rem 0}.named li:target{background:var(--card);outline:2px solid var(--blue)}
svg{display:block;width:100%;height:auto}
svg.bar{height:34px}
.chart{min-width:34rem}
td.id{min-width:11rem}
td.id:last-child{min-width:4rem}
td.time{min-width:12.5rem}
@media screen and (max-width:40rem){.named{columns:1}table{font-size:.8rem}th,td{padding:.25rem .2rem}th.n{white-space:normal}
td.id{min-width:9.5rem}td.time{min-width:6rem}}
@page{size:A4;margin:16mm 14mm;@bottom-right{content:counter(page) " / " counter(pages);font-size:8pt;color:#55626f}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#1c2733;--soft:#55626f;--line:#d8dee4;--blue:#0b6bb5;--proven:#0b6bb5;
--strong:#b35c00;--possible:#6b7785;--rest:#9db4c8}
body{font-size:10pt}main{max-width:none;padding:0}.scroll{overflow:visible}summary{list-style:none;color:var(--ink);font-weight:600}
.named{columns:1;font-size:7pt}h2,h3,summary{break-after:avoid}tr,li{break-inside:avoid}
.card{break-inside:auto}.chart{min-width:0}td.id{white-space:nowrap;font-size:7pt}td.time{min-width:0;white-space:nowrap}}
@media print{details::details-content{content-visibility:visible;block-size:auto}}
"""

PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ csp }}">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">
<title>Launch report {{ r.mint }}</title><style>{{ style }}</style></head><body><main>
<p class="soft">Launch report</p>
<h1>Token {{ quoted(r.token.name) }}, symbol {{ quoted(r.token.symbol) }}</h1>
<p class="soft">Mint <span class="id">{{ r.mint }}</span><br>Platform {{ r.platform }}; snapshot {{ utc(r.snapshot.time) }},
slot {{ r.snapshot.slot }}, network {{ r.snapshot.network }}</p>
{% if r.snapshot.network != "mainnet" %}<p class="note">Not shown to be mainnet: the network is {{ r.snapshot.network }}.</p>{% endif %}
{% if r.coverage.partial %}<p class="note">Partial report: what is missing can change every number here.</p>{% endif %}
<section><h2>Linked supply</h2>
{% if r.metrics.linked_at_least is none %}<p class="big">Not measured</p>
{% elif r.coverage.partial or r.metrics.linked_at_most is none %}<p class="big">at least {{ percent(r.metrics.linked_at_least) }}</p>
{% else %}<p class="big">{{ percent(r.metrics.linked_at_least) }} to {{ percent(r.metrics.linked_at_most) }}</p>{% endif %}
<p>{{ headline }}</p>
<p class="soft">Early buying covered: {{ percent(r.coverage.share) }}. Calls: {{ r.coverage.calls }}.</p>
{{ split }}</section>
<section><h2>Linked wallets</h2>
{% for e in r.entities %}<article class="card"><h3><span class="tier {{ e.tier }}">{{ e.tier }}</span>
{{ e.wallets|length }} wallets, {{ percent(e.share_now) }} of the circulating supply now</h3>
<p>{{ percent(e.share_at_launch) }} of early buying{% if e.traded %}; its wallets {{ traded(e.traded) }}{% endif %}.</p>
<p>Kinds of observation: {{ families(e.families) }}.
{% if e.creator_linked %}The creator is among them by a link of its own.{% endif %}</p>
{% if e.alternatives %}<p class="soft">Other explanations: {{ e.alternatives|join("; ") }}.</p>{% endif %}
<details><summary>Members and roles</summary><ul>{% for w in e.wallets %}<li class="id">{{ links.account(w) }}</li>{% endfor %}</ul>
{% for role, wallets in e.roles|dictsort if role not in ("buyer", "core") %}<p>{{ role }}:
{% for w in wallets %}<span class="id">{{ links.account(w) }}</span>{{ " " }}{% endfor %}</p>{% endfor %}</details>
<details><summary>Evidence, pair by pair ({{ e.links|length }})</summary>
{% for l in e.links[:most_links] %}<div class="card"><p class="id">{{ links.account(l.a) }}<br>{{ links.account(l.b) }}</p>
<p class="soft">{{ l.bits }} bits of evidence before the prior</p><ul>{% for i in l.evidence %}<li>{{ i.text }}
<span class="soft">({{ i.bits }} bits{% if i.rarity is not none %}; seen with {{ percent(i.rarity) }} of strangers{% endif %})</span><br>
{{ links.proofs(i.signatures) }}</li>{% endfor %}</ul></div>{% endfor %}{% if most_links and e.links|length > most_links %}
<p class="soft">and {{ e.links|length - most_links }} more pairs, in the JSON document</p>{% endif %}</details></article>
{% else %}<p>No link was found in the data examined.</p>{% endfor %}</section>
<section><h2>Findings</h2><ul>
{% for f in r.findings if f.tier != "service" %}<li><span class="tier {{ f.tier }}">{{ tiers.get(f.tier, f.tier) }}</span> {{ f.text }}
{% if f.signatures %}<br>{{ links.proofs(f.signatures) }}{% endif %}</li>{% endfor %}</ul></section>
{% if r.services %}<section><h2>Services in common</h2><p class="soft">They link nobody.</p><ul>
{% for s in r.services %}<li>{{ s.text }}{% if s.signatures %}<br>{{ links.proofs(s.signatures) }}{% endif %}</li>{% endfor %}</ul></section>{% endif %}
<section><h2>Concentration</h2><div class="scroll"><table><tr><th>counted as</th><th class="n">number</th><th class="n">top 1</th>
<th class="n">top 10</th><th class="n">HHI</th><th class="n">for 50 %</th><th class="n">halve price</th></tr>
{% for name, m in measures %}<tr><td>{{ name }}</td><td class="n">{{ m.units }}</td><td class="n">{{ percent(m.top1) }}</td>
<td class="n">{{ percent(m.top10) }}</td><td class="n">{{ m.hhi }}</td><td class="n">{{ m.nakamoto50 }}</td>
<td class="n">{{ m.controlling if m.controlling is not none else "-" }}</td></tr>{% endfor %}</table></div>
<div class="scroll">{{ over_time }}</div></section>
<section><h2>Behaviour</h2><p class="soft">Counted over the transactions that were opened.</p><ul>
{% for b in behaviour %}<li>{{ b.text }}{% if b.signatures %}<br>{{ links.proofs(b.signatures) }}{% endif %}</li>
{% else %}<li>Nothing was read about it.</li>{% endfor %}</ul></section>
<section><h2>Supply</h2><div class="scroll"><table><tr><th>part</th><th class="n">tokens</th><th class="n">of total</th></tr>
{% for name, tokens, part in supply %}<tr><td>{{ name }}</td><td class="n">{{ tokens }}</td><td class="n">{{ part }}</td></tr>
{% endfor %}</table></div>{% for power, holder in r.token.authorities|dictsort %}<p class="soft">{{ power|capitalize }} authority:
{% if holder %}<span class="id">{{ links.account(holder) }}</span>{% else %}given up{% endif %}</p>{% endfor %}</section>
<section><h2>Holders</h2><div class="scroll"><table><tr><th>wallet</th><th class="n">share</th><th>class</th><th>entity</th></tr>
{% for h in r.holders[:most] %}<tr><td class="id">{{ links.account(h.wallet) }}</td><td class="n">{{ percent(h.share) }}</td>
<td>{{ h.class_ }}{% if h.subclass %}, {{ h.subclass }}{% endif %}</td><td class="id">{{ h.entity or "" }}</td></tr>{% endfor %}
</table></div>{% if r.holders|length > most %}<p class="soft">and {{ r.holders|length - most }} more, in the JSON document</p>
{% endif %}</section>
<section><h2>Timeline</h2><div class="scroll"><table><tr><th>time</th><th>what</th><th>transaction</th></tr>
{% for t in r.timeline %}<tr><td class="time">{{ utc(t.time) }}</td><td>{{ t.text }}</td><td>{{ links.proofs([t.signature]) if t.signature }}</td></tr>
{% endfor %}</table></div></section>
<section><h2>What was not read</h2><ul>{% for n in r.coverage.notes %}<li>{{ n }}</li>{% else %}<li>Nothing that was wanted.</li>
{% endfor %}</ul><h2>Limits</h2><ul>{% for l in r.limits %}<li>{{ l }}</li>{% endfor %}</ul></section>
<p class="soft">Rules {{ r.snapshot.rules }}, program {{ r.snapshot.program }}. Evidence pack
<span class="id">{{ r.snapshot.pack_sha256 }}</span></p>
{% set named = links.named() %}{% if named %}<section><h2>Transactions named above</h2><ul class="named">
{% for item in named %}{{ item }}
{% endfor %}</ul></section>{% endif %}
</main></body></html>
"""
