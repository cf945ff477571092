// How the AWS CLI (botocore) reaches a service: region, endpoint, signature, and its words when nobody answers.
// Left out: retries, profiles other than the chosen one's region, dual-stack and FIPS endpoints. The CLI brings root CAs of its own; here the machine's stand for them.
import { Headers, type HttpRequest, type HttpResponse } from '../../../engine/http/message.ts';
import type { Exchange } from '../../../engine/network/dial.ts';
import { type SigningKeys, sign } from '../../../engine/parties/aws/sigv4.ts';
import type { ProgramIo } from '../../program.ts';
import { type Arguments, value } from './arguments.ts';
import { AwsFailure, refusal } from './failure.ts';
import { child, type Element, readXml, textOf } from './read-xml.ts';

const ROOTS = '/etc/ssl/certs/ca-certificates.crt';

/** `[profile]` sections of an INI file, as ~/.aws/config and ~/.aws/credentials are. */
export function readIni(text: string, section: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let inside = false;
  for (const line of text.split('\n')) {
    const heading = /^\s*\[\s*(?:profile\s+)?(.+?)\s*\]/.exec(line);
    if (heading) inside = heading[1] === section;
    const pair = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
    if (inside && pair) found.set(pair[1] ?? '', pair[2] ?? '');
  }
  return found;
}

export class Client {
  readonly io: ProgramIo;
  readonly given: Arguments;

  constructor(io: ProgramIo, given: Arguments) {
    this.io = io;
    this.given = given;
  }

  get profile(): string {
    return value(this.given, 'profile') ?? this.io.env.AWS_PROFILE ?? 'default';
  }

  region(): string {
    const { env, machine } = this.io;
    const config = readIni(machine.read(env.AWS_CONFIG_FILE ?? `${machine.home}/.aws/config`) ?? '', this.profile);
    const region = value(this.given, 'region') ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? config.get('region');
    if (!region) throw new AwsFailure('You must specify a region. You can also configure your region by running "aws configure".', 253);
    return region;
  }

  async send(origin: string, method: string, target: string, headers: readonly [string, string][], body: string, signing?: Signing): Promise<HttpResponse> {
    const { io } = this;
    const host = origin.replace(/^https?:\/\//, '');
    const request: HttpRequest = {
      method,
      target,
      headers: new Headers([['Host', host], ...headers, ['User-Agent', 'aws-cli/2.31.0 md/awscrt exec-env/simulated']]),
      body,
    };
    if (signing) await sign(request, signing.keys, signing, io.world.clock.now());
    const exchange = await io.dial({ origin, request, tls: this.#tls() });
    if (!exchange.ok) throw unreached(exchange.failure, `${origin}${target}`);
    return exchange.response;
  }

  #tls(): { ca?: string; insecure?: boolean } {
    if (this.given.options.has('no-verify-ssl')) return { insecure: true };
    const path = value(this.given, 'ca-bundle') ?? this.io.env.AWS_CA_BUNDLE;
    // The program brings the roots of the public internet along, wherever it runs: they are those that the laptop was installed with.
    const ca = path === undefined ? this.io.world.machine('laptop').read(ROOTS) : this.io.readFile(path);
    return ca === undefined ? {} : { ca };
  }

  /** The query protocol of STS and IAM. */
  async query(service: Query, operation: string, fields: Readonly<Record<string, string | undefined>>, keys?: SigningKeys): Promise<Element | undefined> {
    const form = new URLSearchParams({ Action: operation, Version: service.version });
    for (const [name, text] of Object.entries(fields)) if (text !== undefined) form.set(name, text);
    const signing = keys && { keys, region: service.signingRegion, service: service.name };
    const type: [string, string] = ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'];
    const { status, body } = await this.send(service.origin, 'POST', '/', [type], form.toString(), signing);
    const read = readXml(body);
    if (status >= 300) throw refusal(textOf(read, 'Error', 'Code') || String(status), operation, textOf(read, 'Error', 'Message') || 'Unknown');
    return child(read, `${operation}Result`);
  }
}

export interface Signing {
  readonly keys: SigningKeys;
  readonly region: string;
  readonly service: string;
}

export interface Query {
  readonly name: string;
  readonly origin: string;
  readonly version: string;
  readonly signingRegion: string;
}

export function stsOf(client: Client): Query {
  const region = client.region();
  const legacy = client.io.env.AWS_STS_REGIONAL_ENDPOINTS === 'legacy';
  const host = legacy ? 'sts.amazonaws.com' : `sts.${region}.amazonaws.com`;
  return { name: 'sts', origin: `https://${host}`, version: '2011-06-15', signingRegion: legacy ? 'us-east-1' : region };
}

export const IAM: Query = { name: 'iam', origin: 'https://iam.amazonaws.com', version: '2010-05-08', signingRegion: 'us-east-1' };

export function unreached(failure: Extract<Exchange, { ok: false }>['failure'], url: string): AwsFailure {
  const ssl = (why: string) =>
    new AwsFailure(`SSL validation failed for ${url} [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${why} (_ssl.c:1032)`, 255);
  switch (failure.code) {
    case 'unknown-authority':
      return ssl('unable to get local issuer certificate');
    case 'name-mismatch':
      return ssl(`Hostname mismatch, certificate is not valid for '${failure.host}'.`);
    case 'certificate-expired':
      return ssl('certificate has expired');
    case 'certificate-not-yet-valid':
      return ssl('certificate is not yet valid');
    default:
      return new AwsFailure(`Could not connect to the endpoint URL: "${url}"`, 255);
  }
}
