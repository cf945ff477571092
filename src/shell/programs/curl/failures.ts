// What curl says when no connection came about, and with which code it ends.
import type { DialFailure } from '../../../engine/network/dial.ts';

const SSL_ADVICE = `More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.
`;

export interface CurlFailure {
  exitCode: number;
  /** Without "curl: (60) " in front. */
  text: string;
  /** Printed after the line, with -S and -s as well. */
  advice: string;
}

export function wordFailure(failure: Exclude<DialFailure, { code: 'http-to-https-port' }>, host: string): CurlFailure {
  const ssl = (text: string): CurlFailure => ({ exitCode: 60, text, advice: SSL_ADVICE });
  switch (failure.code) {
    case 'no-such-host':
      return { exitCode: 6, text: `Could not resolve host: ${failure.host}`, advice: '' };
    case 'connection-refused':
      return { exitCode: 7, text: `Failed to connect to ${host} port ${failure.port} after 0 ms: Couldn't connect to server`, advice: '' };
    case 'unknown-authority': {
      const selfSigned = failure.certificate.subject === failure.certificate.issuer;
      return ssl(`SSL certificate problem: ${selfSigned ? 'self-signed certificate' : 'unable to get local issuer certificate'}`);
    }
    case 'name-mismatch':
      return ssl(`SSL: no alternative certificate subject name matches target host name '${host}'`);
    case 'client-key':
      // curl looks at the pair before it calls; this is what it says when the pair was changed meanwhile.
      return { exitCode: 58, text: 'unable to set private key file', advice: '' };
    case 'certificate-expired':
      return ssl('SSL certificate problem: certificate has expired');
    case 'certificate-not-yet-valid':
      return ssl('SSL certificate problem: certificate is not yet valid');
  }
}
