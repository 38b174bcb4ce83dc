/** A change of each kind, as one is written. */
export const CHANGE_EXAMPLES = [
  'app.scope+=read:assets',
  'agent.team+=Service Desk',
  'agent.department+=IT',
  'agent.client-=Fabrikam Ltd',
  'agent.client=all',
  'agent.ticket-type+=Incident',
  'agent.asset-type+=Server',
  'agent.team-unassigned+=Service Desk',
  'agent.claim.l9=1',
  'agent.level.Assets=1',
  'agent.disabled=no',
  'agent=Tim Bowers',
] as const
