// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../../..')

describe('the Task Scheduler of Windows', () => {
  /**
   * What may stand in what, from Microsoft's [MS-TSCH] section 2.5 and “Task Scheduler Schema”, both read on
   * 26 November 2026, for the elements that are used. In a trigger they stand in this order (a sequence), elsewhere in any.
   */
  const CHILDREN: Readonly<Record<string, readonly string[]>> = {
    Task: ['RegistrationInfo', 'Triggers', 'Settings', 'Data', 'Principals', 'Actions'],
    RegistrationInfo: [
      ...['URI', 'SecurityDescriptor', 'Source', 'Date', 'Author', 'Version', 'Description', 'Documentation'],
    ],
    Triggers: ['CalendarTrigger'],
    CalendarTrigger: [
      ...['Enabled', 'StartBoundary', 'EndBoundary', 'Repetition', 'ExecutionTimeLimit', 'RandomDelay'],
      'ScheduleByDay',
    ],
    ScheduleByDay: ['DaysInterval'],
    Principals: ['Principal'],
    Principal: ['UserId', 'LogonType', 'GroupId', 'DisplayName', 'RunLevel'],
    Settings: [
      ...['AllowStartOnDemand', 'RestartOnFailure', 'MultipleInstancesPolicy', 'DisallowStartIfOnBatteries'],
      ...['StopIfGoingOnBatteries', 'AllowHardTerminate', 'StartWhenAvailable', 'NetworkProfileName'],
      ...[
        'RunOnlyIfNetworkAvailable',
        'WakeToRun',
        'Enabled',
        'Hidden',
        'DeleteExpiredTaskAfter',
        'IdleSettings',
      ],
      ...['NetworkSettings', 'ExecutionTimeLimit', 'Priority', 'RunOnlyIfIdle'],
    ],
    Actions: ['Exec'],
    Exec: ['Command', 'Arguments', 'WorkingDirectory'],
  }
  const VALUES: Readonly<Record<string, RegExp>> = {
    StartBoundary: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
    RandomDelay: /^PT\d+M$/,
    ExecutionTimeLimit: /^PT\d+H$/,
    DaysInterval: /^\d+$/,
    LogonType: /^(?:S4U|Password|InteractiveToken|InteractiveTokenOrPassword)$/,
    RunLevel: /^(?:LeastPrivilege|HighestAvailable)$/,
    MultipleInstancesPolicy: /^(?:Parallel|Queue|IgnoreNew|StopExisting)$/,
    ...Object.fromEntries(
      [
        ...[
          'AllowStartOnDemand',
          'DisallowStartIfOnBatteries',
          'StopIfGoingOnBatteries',
          'StartWhenAvailable',
        ],
        ...['RunOnlyIfNetworkAvailable', 'WakeToRun', 'Enabled', 'Hidden'],
      ].map((name) => [name, /^(?:true|false)$/]),
    ),
  }
  const task = () => {
    const text = readFileSync(path.join(ROOT, 'docs/automation/windows/task.xml'), 'utf8')
    return new DOMParser().parseFromString(text, 'text/xml')
  }

  const faultsOf = (element: Element): readonly string[] => {
    const known = CHILDREN[element.localName]
    const children = [...element.children]
    if (known === undefined) {
      const pattern = VALUES[element.localName]
      const text = element.textContent
      if (children.length > 0) return [`${element.localName} holds elements`]
      return pattern === undefined || pattern.test(text) ? [] : [`${element.localName}: ${text}`]
    }
    const names = children.map(({ localName }) => localName)
    return [
      ...names.filter((name) => !known.includes(name)).map((name) => `${element.localName} holds ${name}`),
      ...(new Set(names).size === names.length ? [] : [`${element.localName} holds one twice`]),
      ...children.flatMap(faultsOf),
    ]
  }

  it('takes the task', () => {
    const { documentElement } = task()
    expect(documentElement.namespaceURI).toBe('http://schemas.microsoft.com/windows/2004/02/mit/task')
    expect(faultsOf(documentElement)).toEqual([])
    const order = [...(documentElement.querySelector('CalendarTrigger')?.children ?? [])].map(
      (each) => each.localName,
    )
    expect(order).toEqual(CHILDREN['CalendarTrigger']?.filter((name) => order.includes(name)))
  })

  it('starts the script beside it, as the principal that it names', () => {
    const text = (name: string) => task().querySelector(name)?.textContent ?? ''
    expect(task().querySelector('Actions')?.getAttribute('Context')).toBe(
      task().querySelector('Principal')?.getAttribute('id'),
    )
    const [, script = ''] = /^\/d \/c C:\\Crossview\\(\S+)$/.exec(text('Arguments')) ?? []
    expect(readFileSync(path.join(ROOT, script.replaceAll('\\', '/')), 'utf8')).toContain('@echo off')
  })
})
