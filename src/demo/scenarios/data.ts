import { PERSON_AGENT_ID } from '../model'
import { agentOf, fault, sameAgent, type Scenario } from './scenario'

/** What shows in the records alone. */
export const DATA_SCENARIOS: readonly Scenario[] = [
  fault(
    'app.more-than-person',
    'The app sees more than you',
    'The person comparing is limited to three clients, the application is not.',
    (tenant) => {
      const person = agentOf(tenant, PERSON_AGENT_ID)
      person.claims.Fc = '0'
      person.clients = [11, 12, 13]
      return undefined
    },
  ),
  fault(
    'data.incomplete',
    'A list that is cut short',
    'Halo counts more tickets than it serves.',
    ({ behaviour }) => {
      behaviour.ticketsServed = 1200
      return undefined
    },
  ),
  fault(
    'data.changed',
    'A ticket vanishes meanwhile',
    'A ticket is deleted between the two sides’ lists.',
    (tenant, sides) => {
      sameAgent(sides)
      tenant.behaviour.ticketVanishes = true
      return undefined
    },
  ),
  fault(
    'data.unexplained',
    'No cause to be found',
    'Some tickets are missing although nothing in the configuration says why.',
    (tenant, sides) => {
      sameAgent(sides)
      tenant.behaviour.hiddenFromApp = (path, row) => path === 'tickets' && Number(row.id) % 97 === 0
      return undefined
    },
  ),
]
