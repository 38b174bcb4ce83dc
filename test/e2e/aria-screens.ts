/** What a screen reader has of a screen: landmarks, headings and composites, and none of a tenant's data. By the names of `screens.ts`. */

/** The bar, then the screen, indented by two more than it is written. */
const screen = (main: string): string =>
  ['- banner:', '  - navigation "Main":', '    - button "Tenants"', '    - button "Fleet"', '- main:']
    .concat(
      main
        .trim()
        .split('\n')
        .map((line) => `  ${line}`),
    )
    .join('\n')

const view = (tab: string, panel: string): string =>
  screen(`
- heading /.+/ [level=1]
- region "Identities":
  - heading /.+/ [level=2]
  - heading /.+/ [level=2]
- tablist "Views of the comparison":
  - tab "${tab}" [selected]
- tabpanel "${tab}":
${panel
  .trim()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}`)

const applications = (tab: string, panel: string): string =>
  screen(`
- heading /^Applications of/ [level=1]
- tablist "Views of the applications":
  - tab "${tab}" [selected]
- tabpanel "${tab}":
${panel
  .trim()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}`)

export const ARIA: Readonly<Record<string, string>> = {
  'first-start': screen(`
- heading "Tenants" [level=1]
- region "See what an API application really sees":
  - heading "See what an API application really sees" [level=2]
  - button "Explore the demo tenant"`),
  summary: view(
    'Summary',
    `
- region "Summary":
  - region /^The app does not see/:
    - heading /^The app does not see/ [level=2]
    - region "What to do first":
      - heading "What to do first" [level=3]
  - region "Causes":
    - heading "Causes" [level=2]
  - region "What each side sees":
    - heading "What each side sees" [level=2]
    - table "What each side sees"`,
  ),
  records: view(
    'Records',
    `
- region "Resources":
  - heading "Resources" [level=2]
  - listbox "Resources":
    - option /^Tickets/ [selected]
- region "Tickets":
  - heading "Tickets" [level=2]
  - group "Records shown":
    - searchbox "Search records"
- complementary "Why?":
  - heading "Why?" [level=2]
  - region "Findings":
    - heading /.+/ [level=3]`,
  ),
  permissions: view(
    'Permissions',
    `
- heading "Permissions" [level=2]
- grid "Effective permissions":
  - rowgroup:
    - row:
      - columnheader "Feature"
- complementary "Where it comes from":
  - heading "Where it comes from" [level=3]
  - heading "Create Tickets" [level=4]`,
  ),
  'what-if': view(
    'What if',
    `
- heading "What if" [level=2]
- region "What could be changed":
  - searchbox "Find a setting"
  - treegrid "Settings":
    - row /^Causes/ [expanded]
- complementary "What would happen":
  - heading "What would happen" [level=3]
  - status: /the app would see [\\d,]+ of [\\d,]+/`,
  ),
  recipes: view(
    'Recipes',
    `
- heading "Recipes" [level=2]
- region "Recipes":
  - region "What an integration called"
  - group:
    - heading "More than it needs" [level=3]`,
  ),
  applications: applications(
    'Applications',
    `
- group "Applications shown":
  - searchbox "Search applications"
  - status: /^\\d+ applications$/
- grid "Applications":
  - rowgroup:
    - row:
      - columnheader "Application":
        - button "Application"`,
  ),
  'access-review': applications(
    'Access review',
    `
- status "How far the review is"
- region "Access review":
  - heading "Applications" [level=2]
  - toolbar "Applications shown":
    - button /^Open/ [pressed]
  - list:
    - listitem "Reporting sync":
      - button "Reporting sync"`,
  ),
  'blast-radius': applications(
    'Blast radius',
    `
- searchbox "Search all known applications"
- group /^Demo/:
  - checkbox "Crossview reference" [checked]
- region "Blast radius":
  - heading /what it could read and change/ [level=2]
  - heading "What this cannot know" [level=3]`,
  ),
  application: screen(`
- heading "Wallboard" [level=1]
- tablist "Views of the comparison":
  - tab "Risks and purpose" [selected]
- tabpanel "Risks and purpose":
  - region "Risks and purpose":
    - region "Risks":
      - heading "Risks" [level=2]`),
  tenants: screen(`
- heading "Tenants" [level=1]
- region "Stored tenants":
  - searchbox "Search tenants"
  - status: 3 tenants
  - list:
    - listitem /Contoso/:
      - heading "Contoso 株式会社" [level=2]
      - button "Compare"
    - listitem "Fabrikam":
      - heading "Fabrikam" [level=2]
- region "Demo tenant"`),
  history: view(
    'History',
    `
- heading "History" [level=2]
- region "History":
  - region "1 kept result":
    - heading "1 kept result" [level=3]
    - table "What is kept, newest first"
  - region "What changed":
    - heading "What changed" [level=3]`,
  ),
  'tenant-form': screen(`
- form "Edit Fabrikam":
  - heading "Edit Fabrikam" [level=1]
  - region "Tenant":
    - heading "Tenant" [level=2]
    - textbox "Name"
  - region "App connection":
    - heading "App connection" [level=2]
  - region "Agent side":
    - heading "Agent side" [level=2]
    - group "How the agent side connects"
  - region "Inspector":
    - heading "Inspector" [level=2]`),
  settings: `
- dialog "Settings":
  - heading "Settings" [level=2]
  - navigation "Sections of the settings"
  - region "Appearance":
    - heading "Appearance" [level=3]
  - region "Requests":
    - heading "Requests" [level=3]
  - region "Proxies":
    - heading "Proxies" [level=3]
  - region "Notifications":
    - heading "Notifications" [level=3]
  - region "History":
    - heading "History" [level=3]
    - checkbox "Keep a history" [checked]
  - region "Reports":
    - heading "Reports" [level=3]
  - region "Updates":
    - heading "Updates" [level=3]`,
  'fleet-setup': screen(`
- heading "Fleet" [level=1]
- group "Which tenants":
  - radio /^All tenants/ [checked]
- group "What to do":
  - checkbox /^Compare/ [checked]
- button "Run for 3 tenants"`),
  fleet: screen(`
- heading "Fleet" [level=1]
- status: /^The run over 3 tenants has ended/
- tablist "Views of the fleet":
  - tab "Tenants by checks" [selected]
- tabpanel "Tenants by checks":
  - group "Tenants shown":
    - searchbox "Search tenants"
  - grid "Tenants by checks":
    - rowgroup:
      - row:
        - columnheader /Tenant/
  - complementary "Details":
    - heading "Contoso 株式会社" [level=2]`),
  'fleet-outliers': screen(`
- heading "Fleet" [level=1]
- tablist "Views of the fleet":
  - tab /^Outliers/ [selected]
- tabpanel /^Outliers/:
  - list:
    - listitem:
      - heading /.+/ [level=2]`),
}
