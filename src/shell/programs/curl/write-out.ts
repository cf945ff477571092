// -w: variables of the transfer. Times are zero: the world does not wait.

export interface Transfer {
  status: number;
  url: string;
  method: string;
  contentType: string;
  bodySize: number;
  headerSize: number;
  uploadSize: number;
  scheme: string;
  httpVersion: string;
  address: string;
  port: number;
  exitCode: number;
  error: string;
  file: string;
  verifyResult: number;
}

export function writeOut(format: string, t: Transfer): { text: string; unknown: string[] } {
  const values: Record<string, string> = {
    http_code: String(t.status).padStart(3, '0'),
    response_code: String(t.status).padStart(3, '0'),
    url: t.url,
    url_effective: t.url,
    method: t.method,
    content_type: t.contentType,
    size_download: String(t.bodySize),
    size_header: String(t.headerSize),
    size_upload: String(t.uploadSize),
    size_request: '0',
    num_connects: t.status ? '1' : '0',
    num_headers: '0',
    num_redirects: '0',
    ssl_verify_result: String(t.verifyResult),
    scheme: t.scheme.toUpperCase(),
    http_version: t.httpVersion,
    remote_ip: t.status ? t.address : '',
    remote_port: t.status ? String(t.port) : '0',
    local_ip: '',
    local_port: '0',
    exitcode: String(t.exitCode),
    errormsg: t.error,
    filename_effective: t.file,
    redirect_url: '',
    http_connect: '000',
    speed_download: '0',
    speed_upload: '0',
    urlnum: '0',
    onerror: '',
    stderr: '',
    stdout: '',
    time_total: '0.000000',
    time_connect: '0.000000',
    time_appconnect: '0.000000',
    time_namelookup: '0.000000',
    time_pretransfer: '0.000000',
    time_starttransfer: '0.000000',
    time_redirect: '0.000000',
  };
  const unknown: string[] = [];
  const text = format.replace(/%\{(\w+)\}|%%|\\([nrt])/g, (_whole, name?: string, letter?: string) => {
    if (letter) return { n: '\n', r: '\r', t: '\t' }[letter] ?? '';
    if (name === undefined) return '%';
    const value = values[name];
    if (value === undefined) unknown.push(name);
    return value ?? '';
  });
  return { text, unknown };
}
