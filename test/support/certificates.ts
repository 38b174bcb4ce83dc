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

  /** A certificate of an authority. @param days until it expires; negative: it has */
  issue(
    authority: Certificate,
    { names, days = 2, isAuthority = false }: { names: string; days?: number; isAuthority?: boolean },
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
    this.openssl('x509', '-req', '-in', request, '-out', cert, '-extfile', extensions, [
      ...['-CA', caCert, '-CAkey', caKey, '-CAcreateserial', '-days', String(days)],
    ])
    return this.read(key, cert)
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
    execFileSync('openssl', args.flat(), { stdio: 'pipe' })
  }

  private read(key: string, cert: string): Certificate {
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  }
}
