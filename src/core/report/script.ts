/**
 * What a report has for a browser: its records are searched and put in order. Everything is on the page without it;
 * it only hides and moves rows, and makes no markup of any text.
 */
const CODE = `(() => {
const section = document.getElementById('records')
const tables = [...document.querySelectorAll('table.records')]
if (section === null || tables.length === 0) return
const plain = (text) => text.normalize('NFKC').toLowerCase()
// Rows stand in parts that a browser lays out when they are looked at: all at once, 10,000 take seconds.
const PART = 100
const lists = tables.map((table) => ({ table, section: table.closest('section'), rows: [...table.tBodies[0].rows], parts: [] }))
const count = lists.reduce((sum, { rows }) => sum + rows.length, 0)
const texts = new Map()
const textOf = (row) => {
  let text = texts.get(row)
  if (text === undefined) texts.set(row, (text = plain([...row.cells].map((cell) => cell.textContent).join(' '))))
  return text
}
const cut = (list) => {
  for (const body of [...list.table.tBodies]) body.remove()
  const parts = []
  for (let from = 0; from < list.rows.length; from += PART) {
    const body = document.createElement('tbody')
    const rows = list.rows.slice(from, from + PART)
    body.append(...rows)
    parts.push({ body, rows })
  }
  list.parts = parts
  for (const part of parts) measure(part)
  list.table.append(...parts.map(({ body }) => body))
}
const measure = ({ body, rows }) => {
  const shown = rows.reduce((sum, row) => (row.hidden ? sum : sum + 1), 0)
  body.hidden = shown === 0
  body.style.setProperty('--shown', shown)
  return shown
}
for (const list of lists) {
  const widths = [...list.table.querySelectorAll('col')].map((col) => 'minmax(0,' + col.className.slice(1) + 'fr)')
  list.table.style.setProperty('--columns', widths.join(' '))
  list.table.classList.add('cut')
  cut(list)
}

const label = document.createElement('label')
label.htmlFor = 'search'
label.textContent = 'Search the records'
const input = document.createElement('input')
input.id = 'search'
input.type = 'search'
const status = document.createElement('span')
status.setAttribute('role', 'status')
const bar = document.createElement('div')
bar.className = 'search'
bar.append(label, input, status)
section.insertBefore(bar, section.children[1] ?? null)

const search = () => {
  const words = plain(input.value).split(' ').filter((word) => word !== '')
  let found = 0
  for (const { section: part, rows, parts } of lists) {
    for (const row of rows) {
      const hidden = !words.every((word) => textOf(row).includes(word))
      if (row.hidden !== hidden) row.hidden = hidden
    }
    const here = parts.reduce((sum, each) => sum + measure(each), 0)
    part.hidden = here === 0
    found += here
  }
  status.textContent = words.length === 0 ? '' : found.toLocaleString('en') + ' of ' + count.toLocaleString('en') + ' records'
}
let waiting = 0
input.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(search, 120)
})

const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
for (const list of lists) {
  const heads = [...list.table.tHead.rows[0].cells]
  heads.forEach((head, column) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending'
      for (const each of heads) each.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending')
      const keyed = list.rows.map((row) => ({ row, key: row.cells[column].textContent }))
      keyed.sort((a, b) => (down ? order.compare(b.key, a.key) : order.compare(a.key, b.key)))
      list.rows = keyed.map(({ row }) => row)
      cut(list)
    })
  })
}
})()`

export const REPORT_SCRIPT = {
  code: CODE,
  /** A test computes it anew. */
  hash: 'sha256-CmncjRTGHT4i6cyjUJD3BKyQHOdAGs6aGhZTobpyvMI=',
}
