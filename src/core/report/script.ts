/**
 * What a report has for a browser: its records are searched and put in order. Everything is on the page without it;
 * it only hides and moves rows, and makes no markup of any text.
 */
const CODE = `(() => {
const section = document.getElementById('records')
const tables = [...document.querySelectorAll('table.records')]
if (section === null || tables.length === 0) return
const groups = tables.map((table) => ({ table, part: table.closest('section'), rows: [...table.tBodies[0].rows], texts: null }))
const count = groups.reduce((sum, group) => sum + group.rows.length, 0)
const plain = (text) => text.normalize('NFKC').toLowerCase()
const textsOf = (group) => (group.texts ??= group.rows.map((row) => plain([...row.cells].map((cell) => cell.textContent).join(' '))))

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
  for (const group of groups) {
    const texts = textsOf(group)
    let here = 0
    group.rows.forEach((row, at) => {
      const shown = words.every((word) => texts[at].includes(word))
      if (row.hidden === shown) row.hidden = !shown
      if (shown) here += 1
    })
    group.part.hidden = here === 0
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
for (const group of groups) {
  const heads = [...group.table.tHead.rows[0].cells]
  heads.forEach((head, column) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending'
      for (const each of heads) each.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending')
      const keyed = [...group.table.tBodies[0].rows].map((row) => ({ row, key: row.cells[column].textContent }))
      keyed.sort((a, b) => (down ? order.compare(b.key, a.key) : order.compare(a.key, b.key)))
      group.table.tBodies[0].append(...keyed.map(({ row }) => row))
    })
  })
}
})()`

export const REPORT_SCRIPT = {
  code: CODE,
  /** A test computes it anew. */
  hash: 'sha256-Bf8QTaF6QSM79xXBKuWTklaKI1i5FDcbPY+bFSqn398=',
}
