// aws s3: ls, cp, rm. Left out: directories (--recursive), copies between buckets, sync, mb, rb, multipart transfers.
import type { HttpResponse } from '../../../engine/http/message.ts';
import { encode } from '../../../engine/parties/aws/sigv4.ts';
import { check } from './arguments.ts';
import type { Client } from './client.ts';
import { credentials } from './credentials.ts';
import { AwsFailure, misused, refusal } from './failure.ts';
import { all, child, readXml, textOf } from './read-xml.ts';

interface Place {
  bucket: string;
  key: string;
}

function readPlace(text: string): Place | undefined {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(text) ?? [];
  return text.startsWith('s3://') ? { bucket, key } : undefined;
}

async function call(client: Client, operation: string, method: string, { bucket, key }: Place, query = '', body = ''): Promise<HttpResponse> {
  const region = client.region();
  const origin = bucket ? `https://${bucket}.s3.${region}.amazonaws.com` : `https://s3.${region}.amazonaws.com`;
  const target = `/${key.split('/').map(encode).join('/')}${query}`;
  const response = await client.send(origin, method, target, [], body, { keys: await credentials(client), region, service: 's3' });
  if (response.status < 300) return response;
  const error = readXml(response.body);
  // A HEAD has no body that could say more.
  if (method === 'HEAD') {
    const words = response.status === 404 ? `Key "${key}" does not exist` : response.status === 403 ? 'Forbidden' : 'Bad Request';
    throw refusal(String(response.status), operation, words);
  }
  throw refusal(textOf(error, 'Code'), operation, textOf(error, 'Message'));
}

const stamp = (moment: string): string => moment.slice(0, 19).replace('T', ' ');

async function ls(client: Client, path: string | undefined): Promise<number> {
  const place = path === undefined ? { bucket: '', key: '' } : (readPlace(path) ?? readPlace(`s3://${path}`) ?? { bucket: '', key: '' });
  if (!place.bucket) {
    const list = readXml((await call(client, 'ListBuckets', 'GET', place)).body);
    for (const bucket of all(child(list, 'Buckets'), 'Bucket')) client.io.out(`${stamp(textOf(bucket, 'CreationDate'))} ${textOf(bucket, 'Name')}\n`);
    return 0;
  }
  const delimiter = client.given.options.has('recursive') ? '' : `&delimiter=${encode('/')}`;
  const query = `?list-type=2&prefix=${encode(place.key)}${delimiter}`;
  const list = readXml((await call(client, 'ListObjectsV2', 'GET', { ...place, key: '' }, query)).body);
  const short = (key: string) => (delimiter ? key.slice(place.key.lastIndexOf('/') + 1) : key);
  const folders = all(list, 'CommonPrefixes').map((one) => short(textOf(one, 'Prefix')));
  const objects = all(list, 'Contents');
  for (const folder of folders) client.io.out(`${'PRE'.padStart(30)} ${folder}\n`);
  for (const one of objects) client.io.out(`${stamp(textOf(one, 'LastModified'))} ${textOf(one, 'Size').padStart(10)} ${short(textOf(one, 'Key'))}\n`);
  return folders.length + objects.length || !place.key ? 0 : 1;
}

/** A local path as the CLI shows it. */
const shown = (path: string): string => (path === '-' || path.startsWith('/') || path.startsWith('./') || path.startsWith('../') ? path : `./${path}`);
const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

async function cp(client: Client, from: string, to: string): Promise<number> {
  const { io, given } = client;
  const [source, target] = [readPlace(from), readPlace(to)];
  if ((source && target) || given.options.has('recursive')) throw new AwsFailure('aws: this simulator models s3 cp of one file up or down only', 252);
  if (!source && !target)
    throw new AwsFailure(`${'usage: aws s3 cp <LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>'}\nError: Invalid argument type`, 252);
  const quiet = given.options.has('quiet') || given.options.has('only-show-errors');
  if (target) {
    const text = from === '-' ? io.stdin : io.readFile(from);
    if (text === undefined) throw new AwsFailure(`The user-provided path ${from} does not exist.`, 255);
    const key = target.key === '' || target.key.endsWith('/') ? `${target.key}${nameIn(from)}` : target.key;
    const url = `s3://${target.bucket}/${key}`;
    try {
      await call(client, 'PutObject', 'PUT', { bucket: target.bucket, key }, '', text);
    } catch (failure) {
      if (!(failure instanceof AwsFailure)) throw failure;
      io.err(`upload failed: ${shown(from)} to ${url} ${failure.message}\n`);
      return 1;
    }
    if (!quiet && from !== '-') io.out(`upload: ${shown(from)} to ${url}\n`);
    return 0;
  }
  if (!source) return 1;
  try {
    if (to !== '-') await call(client, 'HeadObject', 'HEAD', source);
    const { body } = await call(client, 'GetObject', 'GET', source);
    if (to === '-') {
      io.out(body);
      return 0;
    }
    const folder = to.endsWith('/') || io.machine.stat(io.resolve(to)) === 'folder';
    const path = folder ? `${to.replace(/\/$/, '')}/${nameIn(source.key)}` : to;
    io.writeFile(path, body);
    if (!quiet) io.out(`download: ${from} to ${shown(path)}\n`);
    return 0;
  } catch (failure) {
    if (!(failure instanceof AwsFailure)) throw failure;
    io.err(to === '-' ? `download failed: ${from} to - ${failure.message}\n` : `fatal error: ${failure.message}\n`);
    return 1;
  }
}

export async function s3(client: Client, operation: string): Promise<number> {
  const [, , first, second] = client.given.words;
  check(client.given, [], []);
  switch (operation) {
    case 'ls':
      return ls(client, first);
    case 'cp':
      if (first === undefined || second === undefined) throw misused('the following arguments are required: paths');
      return cp(client, first, second);
    case 'rm': {
      const place = first === undefined ? undefined : readPlace(first);
      if (!place?.key || first === undefined) throw misused('the following arguments are required: paths');
      try {
        await call(client, 'DeleteObject', 'DELETE', place);
      } catch (failure) {
        if (!(failure instanceof AwsFailure)) throw failure;
        client.io.err(`delete failed: ${first} ${failure.message}\n`);
        return 1;
      }
      client.io.out(`delete: ${first}\n`);
      return 0;
    }
    default:
      throw new AwsFailure(`aws: this simulator does not model aws s3 ${operation}`.trim(), 252);
  }
}
