// The shape of a recorded case; README.md beside this file says what each key means.
export interface RecordedRequest {
  method: string;
  path: string;
  token?: string;
  cert?: string;
  headers?: Record<string, string | string[]>;
  body?: unknown;
}

export interface RecordedResponse {
  status: number;
  headers: Record<string, string>;
  json?: unknown;
  text?: string;
}

export interface MintStep {
  name: string;
  key?: string;
  alg?: string;
  header?: Record<string, unknown>;
  claims: unknown;
  tamper?: 'signature' | 'payload' | 'truncate';
}

export interface Step {
  note?: string;
  setup?: boolean;
  request?: RecordedRequest;
  response?: RecordedResponse;
  capture?: Record<string, string>;
  mint?: MintStep;
  sleep?: number;
  sh?: string;
  user?: Record<string, string>;
  exit?: number;
  stdout?: string;
  stderr?: string;
}

export interface RecordedCase {
  suite: string;
  name: string;
  now: string;
  server: {
    flags: Record<string, string | string[] | null>;
    files: Record<string, string>;
    controllers: boolean;
    services?: Record<string, unknown>;
  };
  certs?: Record<string, string>;
  startup?: { failed: boolean; error?: string };
  steps?: Step[];
}

export type Pki = Record<string, { crt?: string; pub?: string; key?: string; jwk?: Record<string, unknown> }>;
