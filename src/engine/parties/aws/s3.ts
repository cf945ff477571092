// Models Amazon S3's REST API as far as an upload, a download and a listing need it; every request's signature is checked.
// Left out: bucket policies, ACLs, versions, multipart uploads, ranges, presigned URLs, other regions' redirects, pages of a listing, ETags (an MD5 that nobody here looks at).
import type { Recorder } from '../../../trace/recorder.ts';
import { utf8 } from '../../crypto/encoding.ts';
import { Headers, type HttpRequest, type HttpResponse } from '../../http/message.ts';
import type { PartyContext } from '../party.ts';
import type { Account } from './account.ts';
import { type Tree, xml } from './answers.ts';
import type { AwsSpec } from './aws-spec.ts';
import { look } from './look.ts';
import { authenticate, decide, type Identity, notAuthorized, type Unbelieved } from './sessions.ts';
import { sha256 } from './sigv4.ts';

const NAMESPACE = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

type Objects = AwsSpec['buckets'][string]['objects'];

interface Failure {
  status: number;
  code: string;
  message: string;
  more?: { readonly [name: string]: Tree };
}

const UNBELIEVED: Readonly<Record<Unbelieved, Failure>> = {
  unsigned: { status: 403, code: 'AccessDenied', message: 'Access Denied' },
  unreadable: { status: 400, code: 'AuthorizationHeaderMalformed', message: 'The authorization header that you provided is not valid.' },
  'unknown-key': { status: 403, code: 'InvalidAccessKeyId', message: 'The AWS Access Key Id you provided does not exist in our records.' },
  'wrong-token': { status: 400, code: 'InvalidToken', message: 'The provided token is malformed or otherwise invalid.' },
  expired: { status: 400, code: 'ExpiredToken', message: 'The provided token has expired.' },
  skewed: { status: 403, code: 'RequestTimeTooSkewed', message: 'The difference between the request time and the current time is too large.' },
  'wrong-signature': {
    status: 403,
    code: 'SignatureDoesNotMatch',
    message: 'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  },
};

class S3Answer {
  readonly #method: string;
  readonly #id: string;
  readonly #host: string;

  constructor(method: string, { random }: PartyContext) {
    this.#method = method;
    this.#id = random.uuid().replaceAll('-', '').slice(0, 16).toUpperCase();
    this.#host = random.uuid().replaceAll('-', '');
  }

  ok(body: string, headers: readonly [string, string][] = [], status = 200): HttpResponse {
    const own: [string, string][] = [
      ['x-amz-id-2', this.#host],
      ['x-amz-request-id', this.#id],
    ];
    return { status, headers: new Headers([...own, ...headers]), body: this.#method === 'HEAD' ? '' : body };
  }

  fail({ status, code, message, more = {} }: Failure): HttpResponse {
    const body = DECLARATION + xml('Error', { Code: code, Message: message, ...more, RequestId: this.#id, HostId: this.#host });
    return this.ok(body, [['Content-Type', 'application/xml']], status);
  }
}

/** @param bucketOfHost the bucket in a virtual-hosted address; undefined when the path names it */
export async function s3(account: Account, request: HttpRequest, context: PartyContext, bucketOfHost: string | undefined): Promise<HttpResponse> {
  const { spec } = account;
  const { method } = request;
  const answer = new S3Answer(method, context);
  const [rawPath = '/', rawQuery = ''] = request.target.split(/\?(.*)/s);
  const path = readPath(rawPath);
  if (path === undefined) return answer.fail({ status: 400, code: 'InvalidURI', message: "Couldn't parse the specified URI." });
  const [, first = '', rest = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const bucket = bucketOfHost ?? first;
  const key = bucketOfHost === undefined ? rest : path.slice(1);
  const query = new URLSearchParams(rawQuery);

  const { recorder } = context;
  const known = await look(recorder, 's3.signature', async () => {
    const found = await authenticate(spec, account.sessions, request, 's3', context.clock.now());
    if (!('unbelieved' in found)) return { value: found.identity, why: `it is ${found.identity.arn}` };
    const refusal = UNBELIEVED[found.unbelieved];
    return { refusal, why: refusal.message };
  });
  if ('refusal' in known) return answer.fail(known.refusal);
  const identity = known.value;
  const payload = request.headers.get('X-Amz-Content-SHA256');
  if (payload !== undefined && payload !== 'UNSIGNED-PAYLOAD' && payload !== (await sha256(request.body)))
    return answer.fail({
      status: 400,
      code: 'XAmzContentSHA256Mismatch',
      message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
    });

  const may = (action: string, resource: string, more?: readonly (readonly [string, string])[]) => refusal(identity, action, resource, more, recorder);
  if (!bucket) {
    const denied = may('s3:ListAllMyBuckets', 'arn:aws:s3:::*');
    if (denied) return answer.fail(denied);
    const Bucket = Object.entries(spec.buckets).map(([Name, { created }]) => ({ Name, CreationDate: precise(created) }));
    return answer.ok(DECLARATION + xml('ListAllMyBucketsResult', { Buckets: { Bucket } }, NAMESPACE), [['Content-Type', 'application/xml']]);
  }
  const found = Object.hasOwn(spec.buckets, bucket) ? spec.buckets[bucket] : undefined;
  if (!found) return answer.fail({ status: 404, code: 'NoSuchBucket', message: 'The specified bucket does not exist', more: { BucketName: bucket } });
  const { objects } = found;
  const put = (changed: Objects) => account.change({ buckets: { ...spec.buckets, [bucket]: { ...found, objects: changed } } });
  const bucketArn = `arn:aws:s3:::${bucket}`;
  if (!key) {
    if (method !== 'GET' && method !== 'HEAD') return answer.fail(notAllowed(method));
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const denied = may('s3:ListBucket', bucketArn, [
      ['s3:prefix', prefix],
      ['s3:delimiter', delimiter],
    ]);
    return denied ? answer.fail(denied) : answer.ok(listing(bucket, objects, prefix, delimiter), [['Content-Type', 'application/xml']]);
  }

  const objectArn = `${bucketArn}/${key}`;
  if (method === 'PUT') {
    const denied = may('s3:PutObject', objectArn);
    if (denied) return answer.fail(denied);
    put({ ...objects, [key]: { text: request.body, modified: context.clock.timestamp() } });
    return answer.ok('');
  }
  if (method === 'DELETE') {
    const denied = may('s3:DeleteObject', objectArn);
    if (denied) return answer.fail(denied);
    const { [key]: _, ...left } = objects;
    put(left);
    return answer.ok('', [], 204);
  }
  if (method !== 'GET' && method !== 'HEAD') return answer.fail(notAllowed(method));
  const denied = may('s3:GetObject', objectArn);
  if (denied) return answer.fail(denied);
  const object = Object.hasOwn(objects, key) ? objects[key] : undefined;
  if (!object) {
    // Who may not list must not learn what is not there.
    const hidden = may('s3:ListBucket', bucketArn);
    return answer.fail(hidden ?? { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.', more: { Key: key } });
  }
  const { text, modified } = object;
  return answer.ok(text, [
    ['Last-Modified', new Date(modified).toUTCString()],
    ['Content-Type', 'binary/octet-stream'],
    ['Content-Length', String(bytes(text))],
  ]);
}

function refusal(
  identity: Identity,
  action: string,
  resource: string,
  more?: readonly (readonly [string, string])[],
  recorder?: Recorder,
): Failure | undefined {
  const decision = decide(identity, action, resource, more, recorder);
  if (decision === 'allow') return undefined;
  return {
    status: 403,
    code: 'AccessDenied',
    message: notAuthorized(identity, action, resource, decision).replace(`resource: ${resource}`, `resource: "${resource}"`),
  };
}

const notAllowed = (method: string): Failure => ({
  status: 405,
  code: 'MethodNotAllowed',
  message: 'The specified method is not allowed against this resource.',
  more: { Method: method },
});

const precise = (moment: string): string => moment.replace('Z', '.000Z');
const bytes = (text: string): number => utf8(text).length;

function listing(bucket: string, objects: Objects, prefix: string, delimiter: string): string {
  const keys = Object.keys(objects)
    .filter((key) => key.startsWith(prefix))
    .sort();
  const folded = (key: string): string | undefined => {
    const at = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    return at < 0 ? undefined : key.slice(0, at + delimiter.length);
  };
  const folders = [...new Set(keys.flatMap((key) => folded(key) ?? []))];
  const plain = keys.filter((key) => folded(key) === undefined);
  return (
    DECLARATION +
    xml(
      'ListBucketResult',
      {
        Name: bucket,
        Prefix: prefix,
        KeyCount: plain.length + folders.length,
        MaxKeys: 1000,
        ...(delimiter ? { Delimiter: delimiter } : {}),
        IsTruncated: 'false',
        Contents: plain.map((Key) => ({
          Key,
          LastModified: precise(objects[Key]?.modified ?? ''),
          Size: bytes(objects[Key]?.text ?? ''),
          StorageClass: 'STANDARD',
        })),
        CommonPrefixes: folders.map((Prefix) => ({ Prefix })),
      },
      NAMESPACE,
    )
  );
}

function readPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
