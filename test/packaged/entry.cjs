// The entry of the packaged app in tests on the old test runtime (shared/electron-runtime), which
// brings what its Electron lacks of today's platform. Never part of a product.
'use strict'
require('./runtime/polyfill-main.js')
require('../out/main/index.cjs')
