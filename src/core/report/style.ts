import { WIDTH_RULES } from './data-table'

/**
 * The report's only style sheet: A4 pages, restrained colour, meaning never by colour alone. In print
 * it fills no background: Chromium leaves fills untagged, which PDF/UA forbids.
 */
export const REPORT_STYLE = `
@page { size: A4; margin: 16mm 14mm 18mm; }
:root { color-scheme: light; --ink: #1b2230; --soft: #566074; --line: #d5dae3; --accent: #3f46b8; --accent-text: #3f46b8; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); font: 9.5pt/1.45 "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, "Noto Sans CJK JP", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Color Emoji", sans-serif; overflow-wrap: break-word; orphans: 3; widows: 3; }
@media screen { html { background: #fff; } body { max-width: 60rem; margin: 2rem auto; padding: 0 1.5rem; } }
.brand { margin: 0 0 2pt; color: var(--accent-text); font-weight: 700; letter-spacing: .04em; }
h1 { margin: 0 0 10pt; font-size: 20pt; line-height: 1.2; }
h2 { margin: 18pt 0 6pt; font-size: 13pt; break-after: avoid; }
h3 { margin: 12pt 0 4pt; font-size: 10.5pt; break-after: avoid; }
p { margin: 0 0 6pt; }
.label { color: var(--soft); }
.incomplete { padding: 7pt 9pt; border: 1.5pt solid #9a3412; }
.coverage { padding: 6pt 9pt; border-left: 3pt solid var(--accent); }
.facts { display: grid; grid-template-columns: 1fr 1fr; gap: 3pt 14pt; margin: 10pt 0; }
.facts div { display: flex; gap: 8pt; }
.facts dt { flex: 0 0 62pt; color: var(--soft); }
.facts dd { margin: 0; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 14pt; }
.sides section { border-top: 2pt solid var(--accent); padding-top: 2pt; }
.sides h2 { margin: 4pt 0 2pt; font-size: 10.5pt; }
.who { font-size: 12pt; font-weight: 600; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: start; color: var(--soft); padding-bottom: 3pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
caption, thead { break-after: avoid; }
thead, tbody tr:first-child { break-before: avoid; }
th, td { padding: 2.5pt 5pt 2.5pt 0; border-bottom: .5pt solid var(--line); text-align: start; vertical-align: top; font-weight: 400; }
thead th { font-weight: 600; border-bottom: 1pt solid var(--ink); }
.number { text-align: end; padding-right: 9pt; font-variant-numeric: tabular-nums; }
.number { overflow-wrap: normal; }
.verdict { font-weight: 600; }
.bad { color: #a11b1b; }
.verdict.warning { color: #8a4b00; }
.good { color: #1c6b3a; }
.neutral { color: var(--soft); }
code { font-family: "Noto Sans Mono", ui-monospace, Consolas, monospace; font-size: .92em; }
.fix { padding: 1pt 0 3pt; break-inside: avoid; }
.fix b { color: #1c6b3a; }
b { font-weight: 600; }
.fix p { margin: 0; }
.path { font-weight: 600; }
.facts.wide { grid-template-columns: 1fr; }
.facts.wide dt { flex-basis: 74pt; }
.sum { margin: 0 0 2pt; padding-left: 12pt; font-weight: 600; font-variant-numeric: tabular-nums; }
.last { break-inside: avoid; }
section.incomplete { margin: 0 0 8pt; }
.incomplete p, .incomplete ul { margin: 0; }
.date { white-space: nowrap; font-variant-numeric: tabular-nums; }
.names { columns: 2; column-gap: 14pt; }
.names li { break-inside: avoid; }
.decided, .overview, .view, .risks { table-layout: fixed; }
.decided { font-size: 8.5pt; }
.decided th:nth-child(1) { width: 20%; } .decided th:nth-child(2) { width: 9%; } .decided th:nth-child(3) { width: 30%; }
.decided th:nth-child(4) { width: 17%; } .decided th:nth-child(5) { width: 12%; } .decided th:nth-child(6) { width: 12%; }
.overview { font-size: 8.5pt; }
.risks th:nth-child(1) { width: 22%; } .risks th:nth-child(2) { width: 28%; } .risks th:nth-child(3) { width: 12%; }
.risks th:nth-child(4) { width: 24%; } .risks th:nth-child(5) { width: 14%; }
.view { margin: 4pt 0 6pt; font-size: 8.5pt; }
.view th:nth-child(1) { width: 26%; } .view th:nth-child(2) { width: 18%; } .view th:nth-child(3) { width: 11%; } .view th:nth-child(4) { width: 45%; }
.application { margin: 0 0 14pt; padding-top: 2pt; border-top: 1pt solid var(--line); }
.application h3 { margin-top: 6pt; font-size: 11.5pt; }
.application .facts { margin: 4pt 0; gap: 1pt; }
.decision { padding-left: 7pt; border-left: 3pt solid var(--accent); }
.risk { margin: 0 0 4pt; padding-left: 7pt; border-left: 3pt solid var(--line); font-size: 8.5pt; break-inside: avoid; }
.risk.error { border-left-color: #a11b1b; } .risk.warning { border-left-color: #b45f06; } .risk.info { border-left-color: #3a6ea5; }
.hash { overflow-wrap: normal; }
.signature { break-inside: avoid; display: grid; grid-template-columns: 1fr 1fr; gap: 0 18pt; margin-top: 8pt; }
.signature h3 { grid-column: 1 / -1; margin-bottom: 0; }
.signature .line { margin: 0; padding: 14pt 0 3pt; border-bottom: .75pt solid var(--ink); }
.letterhead { display: flex; justify-content: space-between; align-items: flex-start; gap: 14pt; }
.letterhead h1 { margin-bottom: 6pt; color: var(--accent-text); }
.logo { flex: none; max-width: 55mm; max-height: 18mm; width: auto; height: auto; object-fit: contain; }
.data { table-layout: fixed; font-size: 8pt; line-height: 1.35; margin-bottom: 6pt; }
.data th, .data td { text-align: left; padding-top: 2pt; padding-bottom: 2pt; }
.data .number { text-align: right; }
.records { line-height: 1.25; }
.records th, .records td { padding-top: 1.4pt; padding-bottom: 1.4pt; }
.headline { font-size: 11.5pt; font-weight: 600; }
ol, ul { margin: 0 0 6pt; padding-left: 16pt; }
li { margin-bottom: 2pt; }
.contents { break-inside: avoid; }
.contents p { margin: 0 0 1.5pt; }
.contents .inner { padding-left: 14pt; }
a { color: var(--accent-text); text-decoration: none; }
a:hover { text-decoration: underline; }
.bars, .overlaps { table-layout: fixed; font-size: 8.5pt; }
.bars th:nth-child(1) { width: 17%; } .bars th:nth-child(2) { width: 41%; } .bars th:nth-child(3) { width: 33%; } .bars th:nth-child(4) { width: 9%; }
.bars th, .bars td { padding-top: 1pt; padding-bottom: 1pt; }
.overlaps th:nth-child(1) { width: 38%; } .overlaps th:nth-child(2) { width: 22%; } .overlaps th:nth-child(3) { width: 30%; } .overlaps th:nth-child(4) { width: 10%; }
.bar { display: block; width: 100%; height: 7.5pt; margin: 2pt 0 0; }
.legends { width: auto; margin: 0 0 6pt; font-size: 8.5pt; break-after: avoid; }
.legends th, .legends td { padding: 1pt 12pt 1pt 0; border: 0; }
.swatch { display: block; width: 24pt; height: 8pt; }
.note { color: var(--soft); font-size: 8pt; margin-top: 3pt; }
.cause { margin: 0 0 7pt; padding: 2pt 0 0 9pt; border-left: 3pt solid var(--line); }
.cause.error { border-left-color: #a11b1b; } .cause.warning { border-left-color: #b45f06; } .cause.info { border-left-color: #3a6ea5; }
.cause h3 { margin: 0 0 2pt; }
.cause p { margin: 0 0 3pt; }
.whole { break-inside: avoid; }
.meta { color: var(--soft); font-size: 8.5pt; }
.meta code { font-size: 7pt; }
.severity { color: var(--ink); font-weight: 700; }
.cause.error .severity { color: #a11b1b; }
.ordinal { color: var(--accent-text); font-weight: 700; }
.evidence { font-size: 8pt; }
.evidence .about { font-weight: 600; }
.same span { margin-right: 10pt; }
.same { font-size: 8.5pt; break-after: avoid; }
@media screen { .search { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 8pt; align-items: center; padding: 6pt 0; background: #fff; }
.search input { flex: 1 1 16rem; padding: 5pt 7pt; border: 1pt solid #6b7487; border-radius: 3pt; font: inherit; }
th button { padding: 0; border: 0; background: none; font: inherit; font-weight: 600; text-align: inherit; cursor: pointer; }
th[aria-sort="ascending"] button::after { content: " \\2191"; } th[aria-sort="descending"] button::after { content: " \\2193"; }
#records section { scroll-margin-top: 32pt; content-visibility: auto; contain-intrinsic-height: auto 60rem; }
.cut, .cut thead, .cut tbody, .cut caption { display: block; } .cut colgroup { display: none; }
.cut tr { display: grid; grid-template-columns: var(--columns); }
.cut tbody { content-visibility: auto; contain-intrinsic-height: calc(var(--shown) * 2.2em); }
[hidden] { display: none !important; } }
@media print { .search { display: none; } th button { all: unset; } tr[hidden] { display: table-row; } tbody[hidden] { display: table-row-group; } section[hidden] { display: block; } }
${WIDTH_RULES}
`

/** SHA-256 of the style sheet, for the document's policy. A test computes it anew. */
export const REPORT_STYLE_HASH = 'sha256-Ufyew0VR4P0pXJkz2cAXV4mxFswbf2Fjb7J/mBS84Nw='
