import type { Random } from './random'
import type { DemoAgent, Row } from './model'

/** Everything besides customers, assets and tickets, by lower-case path. */
export const otherRows = (
  random: Random,
  clients: readonly Row[],
  sites: readonly Row[],
  agents: readonly DemoAgent[],
): (readonly [string, Row[]])[] => {
  const ofClient = (client: Row) => ({ client_id: client.id, client_name: client.name })
  const many = (
    count: number,
    first: number,
    make: (id: number, index: number) => Record<string, unknown>,
  ): Row[] =>
    Array.from({ length: count }, (_, index) => ({ id: first + index, ...make(first + index, index) }))
  const perClient = (count: number, first: number, noun: string): Row[] =>
    many(count, first, (id) => ({
      ref: `${noun} ${id}`,
      name: `${noun} ${id}`,
      ...ofClient(random.pick(clients)),
      inactive: false,
    }))
  const named = (
    names: readonly string[],
    first: number,
    more: (index: number) => Record<string, unknown> = () => ({}),
  ): Row[] => names.map((name, index) => ({ id: first + index, name, ...more(index), inactive: false }))
  const ticketLike = (
    count: number,
    first: number,
    noun: string,
    typeId: number,
    teamId: number,
    departmentId: number,
  ) =>
    many(count, first, (id) => {
      const site = random.pick(sites)
      return {
        summary: `${noun} ${id}: ${String(site.client_name)}`,
        tickettype_id: typeId,
        client_id: site.client_id,
        client_name: site.client_name,
        site_id: site.id,
        site_name: site.name,
        agent_id: random.pick(agents.filter(({ apiOnly }) => !apiOnly)).id,
        team_id: teamId,
        department_id: departmentId,
        inactive: false,
      }
    })

  return [
    [
      'status',
      named(
        ['New', 'In Progress', 'Waiting on User', 'Waiting on Supplier', 'On Hold', 'Closed'],
        1,
        (sequence) => ({
          guid: random.guid(),
          shortname: '',
          colour: '#4a90d9',
          type: 0,
          sequence,
          slaaction: sequence > 1 ? 'H' : 'N',
        }),
      ),
    ],
    // Priorities have a GUID for an id, and the number beside it (halo-api.md section 5).
    [
      'priority',
      ['Critical', 'High', 'Medium', 'Low'].map((name, index) => ({
        id: random.guid(),
        priorityid: index + 1,
        slaid: 1,
        name,
      })),
    ],
    // A bare array that ignores paging; list 11 holds the lists there are (client code: HaloAPI).
    [
      'lookup',
      ['Appointment types', 'Asset statuses', 'Currencies'].map((name, index) => ({
        id: index + 1,
        lookupid: 11,
        name,
      })),
    ],
    [
      'category',
      named(['Hardware', 'Software', 'Network', 'Accounts', 'Security'], 1, () => ({ value: '' })),
    ],
    ['clientcontract', perClient(45, 3001, 'Managed services agreement')],
    [
      'supplier',
      named(
        ['Contoso Distribution', 'Datum Cloud', 'Tailwind Hardware', 'Relay Telecom', 'Nod Publishers'],
        41,
        () => ({
          contact_name: '',
          email_address: '',
          toplevel_id: 2,
        }),
      ),
    ],
    [
      'item',
      many(80, 601, (id) => ({
        name: `${random.pick(['Laptop', 'Dock', 'Licence', 'Monitor', 'Cable', 'Access point'])} ${id}`,
        inactive: false,
      })),
    ],
    ['invoice', perClient(120, 7001, 'Invoice')],
    ['recurringinvoice', perClient(40, 7501, 'Recurring invoice')],
    ['quotation', perClient(60, 8001, 'Quote')],
    ['salesorder', perClient(35, 8501, 'Sales order')],
    ['purchaseorder', many(30, 9001, (id) => ({ ref: `PO ${id}`, supplier_id: 41 + random.below(5) }))],
    ['opportunities', ticketLike(50, 60_001, 'Opportunity', 6, 6, 3)],
    ['projects', ticketLike(25, 70_001, 'Project', 7, 5, 2)],
    [
      'kbarticle',
      many(55, 101, (id) => ({
        name: `How to ${random.pick(['reset a password', 'set up VPN', 'request access', 'report phishing'])} (${id})`,
      })),
    ],
    [
      'report',
      many(40, 201, (id) => ({
        name: `Report ${id}`,
        group_id: 1,
        group_name: 'Service',
        restrictaccess: false,
      })),
    ],
    ['service', named(['E-mail', 'File storage', 'Telephony', 'Backup', 'Remote desktop'], 1)],
    ['softwarelicence', perClient(70, 4001, 'Licence')],
    [
      'appointment',
      many(90, 5001, (id) => ({
        subject: `Visit ${id}`,
        agent_id: random.pick(agents).id,
        ...ofClient(random.pick(clients)),
        start_date: '2026-11-20T09:00:00',
        end_date: '2026-11-20T10:00:00',
      })),
    ],
  ]
}
