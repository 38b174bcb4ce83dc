/** What the codes of the system and of TLS mean, as clauses to go behind a message: nobody is told a code. */

const UNREACHABLE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'nobody listens at that port',
  ECONNRESET: 'the connection was broken off',
  EPIPE: 'the connection was broken off',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ENETDOWN: 'this computer has no network',
  EADDRNOTAVAIL: 'this computer has no network',
  EACCES: 'this computer does not allow it, perhaps by a firewall',
  EPERM: 'this computer does not allow it, perhaps by a firewall',
  EMFILE: 'too many files and connections are open here',
  ENFILE: 'too many files and connections are open here',
  ETIMEDOUT: 'nobody answered',
  timeout: 'it did not answer in time',
  closed: 'the connection was closed',
}

/** OpenSSL's verdicts on a certificate (`X509_V_ERR_…`), and Node's on its names. */
const CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_REVOKED: 'it was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not known here',
  UNABLE_TO_GET_ISSUER_CERT:
    'its authority is not known here, or the server leaves out a certificate in between',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its authority is not known here, or the server leaves out a certificate in between',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its authority is not known here, or the server leaves out a certificate in between',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it was made for another host name',
  HOSTNAME_MISMATCH: 'it was made for another host name',
  INVALID_CA: 'what issued it is no authority',
  INVALID_PURPOSE: 'it was not made for a server',
}

const HANDSHAKE: Readonly<Record<string, string>> = {
  ERR_SSL_WRONG_VERSION_NUMBER: 'what answers there does not speak TLS, or no version that is still safe',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'what answers there does not speak TLS',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'it speaks no version of TLS that is still safe',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'it speaks no version of TLS that is still safe',
}

const WORDS: Readonly<Record<string, string>> = { ...UNREACHABLE, ...CERTIFICATE, ...HANDSHAKE }

/** `: it has expired`, to go before the full stop of a message; nothing where a code says no more than the message does. */
export const because = (code: string): string => {
  const why = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined
  return why === undefined ? '' : `: ${why}`
}
