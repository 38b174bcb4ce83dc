/** The result of many tenants, in the folder of their run. */
export const FLEET_FILE = 'fleet.json'
