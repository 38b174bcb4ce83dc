/**
 * The project of the MSI. electron-builder writes one, of which only its own old WiX makes a package;
 * this hook writes a plainer one in its place, which Debian's wixl takes too but for the namespace, so
 * that what ships can be built, installed and removed in the tests (electron-builder.yml, test/packaged).
 */
import { createHash } from 'node:crypto'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../setup.mjs'

/**
 * A folder as a tree: names to files (their `Source`) and to folders.
 * @typedef {{ [name: string]: string | Tree }} Tree
 */

/**
 * electron-builder calls it when its project is written, before it runs WiX.
 * @param {string} file of the project: replaced
 */
export const msiProjectCreated = (file) => {
  writeFileSync(file, projectOf(readFileSync(file, 'utf8')))
  copyFileSync(path.join(ROOT, 'resources/icon.ico'), path.join(path.dirname(file), 'icon.ico'))
}

/**
 * @param {string} theirs the project that electron-builder wrote: what is packed, and what it is called
 * @returns {string} ours
 */
const projectOf = (theirs) => {
  const attribute = (/** @type {RegExp} */ pattern) => {
    const found = pattern.exec(theirs)?.[1]
    if (found === undefined)
      throw new Error(`The MSI project of electron-builder has changed: ${pattern.source} is not in it.`)
    return found
  }
  /** @type {Tree} */
  const tree = {}
  for (const [, source = ''] of theirs.matchAll(/ Source="([^"]+)"/g)) {
    const names = source.split(/[\\/]/).slice(1)
    const file = names.pop() ?? ''
    let folder = tree
    for (const name of names) folder = /** @type {Tree} */ (folder[name] ??= {})
    folder[file] = source
  }
  const name = attribute(/<Product [^>]*Name="([^"]+)"/)
  /** @type {string[]} */
  const components = ['StartMenu', 'Snapshots', 'Notifications']
  const appId = attribute(/"System\.AppUserModel\.ID" Value="([^"]+)"/)
  const files = elementsOf(tree, '', components)
  return `<?xml version="1.0" encoding="UTF-8"?>
<Wix xmlns="${attribute(/xmlns="([^"]+)"/)}">
  <Product Id="*" Name="${name}" Language="1033" Version="${attribute(/<Product [^>]*Version="([^"]+)"/)}"
      Manufacturer="${attribute(/Manufacturer="([^"]+)"/)}" UpgradeCode="${attribute(/UpgradeCode="([^"]+)"/)}">
    <Package Compressed="yes" InstallerVersion="500"/>
    <!-- A newer one replaces an older one, and an equal one. -->
    <MajorUpgrade AllowSameVersionUpgrades="yes" DowngradeErrorMessage="A newer ${name} is installed. Remove it first."/>
    <Media Id="1" Cabinet="product.cab" EmbedCab="yes"/>
    <!-- For all users: whoever wants it for one person takes setup.exe. -->
    <Property Id="ALLUSERS" Value="1"/>
    <Icon Id="${name}.ico" SourceFile="icon.ico"/>
    <Property Id="ARPPRODUCTICON" Value="${name}.ico"/>
    <Property Id="ARPNOMODIFY" Value="1"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="APPLICATIONFOLDER" Name="${name}">
${files}
          <!-- What a double click on a snapshot opens. -->
          <Component Id="Snapshots" Guid="*" Win64="yes">
            <RegistryValue Root="HKLM" Key="Software\\Classes\\${name}.Snapshot" Type="string" Value="${name} snapshot" KeyPath="yes"/>
            <RegistryValue Root="HKLM" Key="Software\\Classes\\${name}.Snapshot\\DefaultIcon" Type="string" Value="[APPLICATIONFOLDER]${name}.exe,0"/>
            <RegistryValue Root="HKLM" Key="Software\\Classes\\${name}.Snapshot\\shell\\open\\command" Type="string" Value="&quot;[APPLICATIONFOLDER]${name}.exe&quot; &quot;%1&quot;"/>
            <RegistryValue Root="HKLM" Key="Software\\Classes\\.crossview" Type="string" Value="${name}.Snapshot"/>
          </Component>
          <!-- Whom Windows shows notifications of: an attribute of the shortcut, which wixl does not know, says the same. -->
          <Component Id="Notifications" Guid="*" Win64="yes">
            <RegistryValue Root="HKLM" Key="Software\\Classes\\AppUserModelId\\${appId}" Name="DisplayName" Type="string" Value="${name}" KeyPath="yes"/>
          </Component>
        </Directory>
      </Directory>
      <Directory Id="ProgramMenuFolder">
        <Component Id="StartMenu" Guid="*" Win64="yes">
          <Shortcut Id="startMenuShortcut" Name="${name}" Target="[APPLICATIONFOLDER]${name}.exe" WorkingDirectory="APPLICATIONFOLDER"/>
          <RegistryValue Root="HKCU" Key="Software\\${name}" Name="StartMenu" Type="integer" Value="1" KeyPath="yes"/>
        </Component>
      </Directory>
    </Directory>
    <Feature Id="ProductFeature" Level="1">
${components.map((id) => `      <ComponentRef Id="${id}"/>`).join('\n')}
    </Feature>
  </Product>
</Wix>
`
}

/**
 * @param {Tree} tree
 * @param {string} above path of the folder
 * @param {string[]} components takes the id of each
 * @returns {string}
 */
const elementsOf = (tree, above, components) =>
  Object.entries(tree)
    .map(([name, entry]) => {
      const at = `${above}/${name}`
      const id = createHash('sha256').update(at).digest('hex').slice(0, 32)
      if (typeof entry !== 'string')
        return `<Directory Id="d${id}" Name="${name}">\n${elementsOf(entry, at, components)}\n</Directory>`
      components.push(`c${id}`)
      return `<Component Id="c${id}" Guid="*" Win64="yes"><File Id="f${id}" Name="${name}" Source="${entry}" KeyPath="yes"/></Component>`
    })
    .join('\n')
