import { z } from 'zod'

// SECURITY: the window's CSP forbids eval. zod would probe for it when a schema is built, which is
// caught but reported as a violation, so this module is imported before any schema is.
z.config({ jitless: true })
