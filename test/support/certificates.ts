import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A certificate with its key, as PEM text. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** Certificates made by OpenSSL for one run of the tests. Call `remove` at the end. */
export class CertificateMaker {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'crossview-tls-'))
  private made = 0

  /** An authority of its own. */
  authority(name: string): Certificate {
    const [key, cert] = this.paths()
    this.openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', [
      ...['-keyout', key, '-out', cert, '-subj', `/CN=${name}`, '-days', '2'],
      ...['-addext', 'basicConstraints=critical,CA:TRUE'],
    ])
    return this.read(key, cert)
  }

  /** A certificate of an authority, for two days; expired, for two long past. */
  issue(
    authority: Certificate,
    {
      names,
      isExpired = false,
      isAuthority = false,
    }: { names: string; isExpired?: boolean; isAuthority?: boolean },
  ): Certificate {
    const [key, cert, request] = this.paths()
    const [caKey, caCert] = this.paths()
    writeFileSync(caKey, authority.key)
    writeFileSync(caCert, authority.cert)
    const extensions = path.join(this.folder, `${this.made}.ext`)
    writeFileSync(
      extensions,
      isAuthority ? 'basicConstraints=critical,CA:TRUE\n' : `subjectAltName=${names}\n`,
    )
    this.openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', [
      ...['-keyout', key, '-out', request, '-subj', '/CN=Crossview test'],
    ])
    if (isExpired) this.signExpired({ request, cert, extensions, caKey, caCert })
    else {
      this.openssl('x509', '-req', '-in', request, '-out', cert, '-extfile', extensions, [
        ...['-CA', caCert, '-CAkey', caKey, '-CAcreateserial', '-days', '2'],
      ])
    }
    return this.read(key, cert)
  }

  /**
   * `x509` of OpenSSL 3.0 knows no dates and that of 3.5 no negative days; `ca` has taken dates in all of
   * them. It reads its settings, and the files that they name, from its working folder.
   */
  private signExpired(files: Record<'request' | 'cert' | 'extensions' | 'caKey' | 'caCert', string>): void {
    writeFileSync(path.join(this.folder, 'ca.index'), '')
    writeFileSync(
      path.join(this.folder, 'ca.cnf'),
      `[ca]
default_ca = own
[own]
database = ca.index
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
[any]
commonName = supplied
`,
    )
    this.openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', [
      ...['-in', files.request, '-out', files.cert, '-extfile', files.extensions],
      ...['-cert', files.caCert, '-keyfile', files.caKey],
      ...['-startdate', '20200101000000Z', '-enddate', '20200103000000Z'],
    ])
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  private paths(): [string, string, string] {
    this.made += 1
    const base = path.join(this.folder, String(this.made))
    return [`${base}.key`, `${base}.pem`, `${base}.csr`]
  }

  private openssl(...args: readonly (string | readonly string[])[]): void {
    execFileSync('openssl', args.flat(), { stdio: 'pipe', cwd: this.folder })
  }

  private read(key: string, cert: string): Certificate {
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  }
}
