import { describe, expect, it } from 'vitest'
import { renderFleetHtml } from '../../src/core/report/fleet-html'
import { buildFleetReport, type FleetReport } from '../../src/core/report/fleet-model'
import { fleetJunit } from '../../src/core/report/fleet-results'
import { aCheck, aFleet, aPart, aTroubledFleet } from '../core/support/fleet-parts'
import { PAYLOADS } from '../support/xss-corpus'

/** What a browser and an XML parser make of a fleet's files. */

const NAMES = [
  'Contoso',
  'Fabrikam & Sons <b>',
  'חברה (12) Ltd.',
  '株式会社テスト',
  '\'quotes\' &amp; "more"',
]
const HOSTILE = [...NAMES, ']]>&"\u0000\ud800\uffff', ...PAYLOADS]

const pageOf = (report: FleetReport): Document =>
  new DOMParser().parseFromString(renderFleetHtml(report), 'text/html')

const xmlOf = (text: string): Document => new DOMParser().parseFromString(text, 'application/xml')

describe('the page of a fleet', () => {
  it('cuts a matrix of many checks into tables that fit the page, and loses no cell', () => {
    const checks = Array.from({ length: 37 }, (_, at) =>
      aCheck({ name: `check ${String(at)}`, state: at % 3 === 0 ? 'fails' : 'holds' }),
    )
    const page = pageOf(buildFleetReport(aFleet([aPart('A', { checks })])))
    const cells = [...page.querySelectorAll('#matrix td')].map((cell) => cell.textContent)
    expect(page.querySelectorAll('#matrix table')).toHaveLength(3)
    expect(cells).toHaveLength(37)
    expect(cells.filter((text) => text === 'no')).toHaveLength(13)
  })

  it('leads to the files that it is told of, and nowhere else', () => {
    const page = pageOf(
      buildFleetReport(aFleet([aPart('A'), aPart('B')]), (tenant) =>
        tenant === 'A' ? [{ what: 'comparison', href: 'a/comparison.json' }] : [],
      ),
    )
    expect([...page.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      'a/comparison.json',
    ])
  })

  it('makes no markup of any name or message', () => {
    const page = pageOf(buildFleetReport(aTroubledFleet(HOSTILE)))
    expect(page.querySelectorAll('script, img, svg, iframe, object, link, base, input, a')).toHaveLength(0)
    expect(page.querySelectorAll('style')).toHaveLength(1)
    for (const element of page.querySelectorAll('*'))
      for (const { name } of element.attributes) expect(name).not.toMatch(/^on/)
    const rows = [...page.querySelectorAll('#tenants tbody tr')].map(
      (row) => row.querySelector('th')?.textContent,
    )
    expect(rows).toHaveLength(HOSTILE.length)
    expect(rows.slice(0, NAMES.length)).toEqual(NAMES)
  })
})

describe('a fleet as JUnit', () => {
  it('adds up, suite by suite and together', () => {
    const xml = xmlOf(fleetJunit(aTroubledFleet(['A', 'B', 'C', 'D', 'E'])))
    for (const element of xml.querySelectorAll('testsuite, testsuites')) {
      const told = ['tests', 'failures', 'errors', 'skipped'].map((name) => element.getAttribute(name))
      const there = ['testcase', 'failure', 'error', 'skipped'].map((name) =>
        String(element.querySelectorAll(name).length),
      )
      expect(told).toEqual(there)
    }
    expect(xml.querySelectorAll('testsuite')).toHaveLength(6)
  })

  it('is XML, whatever names there are', () => {
    const xml = xmlOf(fleetJunit(aTroubledFleet(HOSTILE)))
    expect(xml.querySelector('parsererror')).toBeNull()
    const names = [...xml.querySelectorAll('testsuite')].map((suite) => suite.getAttribute('name'))
    expect(names.slice(0, NAMES.length)).toEqual(NAMES)
  })
})
