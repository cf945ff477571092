import { minikubeWorld } from './base-worlds/minikube.ts';
import { Headers } from './http/message.ts';
import { createWorld } from './world.ts';
export async function run() {
  const med = (a: number[]) => [...a].sort((x, y) => x - y)[a.length >> 1]!;
  const spec = minikubeWorld();
  const world = await createWorld(spec);
  const dial = (method: string, target: string, token?: string, body = '') => ({ from: 'laptop', origin: 'https://192.168.49.2:8443', request: { method, target, headers: new Headers([['User-Agent','curl/7.88.1'],['Accept','*/*'],['Content-Type','application/json'], ...(token ? [['Authorization', `Bearer ${token}`] as const] : [])]), body }, tls: { ca: spec.pki.ca!.crt!, ...(token ? {} : {clientCertificate: spec.pki.client!.crt!}) } });
  const tokens: string[] = [];
  for (let i = 0; i < 3000; i++) { const e = await world.request(dial('POST', '/api/v1/namespaces/default/serviceaccounts/default/token', undefined, '{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}')); if (!e.ok) throw 1; tokens.push(JSON.parse(e.response.body).status.token); }
  let t1 = 0n, t15 = 0n, t2 = 0n;
  { const o = crypto.subtle.verify.bind(crypto.subtle); (crypto.subtle as any).verify = async (...a: unknown[]) => { t1 = process.hrtime.bigint(); const p = (o as any)(...a); t15 = process.hrtime.bigint(); const r = await p; t2 = process.hrtime.bigint(); return r; }; }
  const a: number[] = [], b: number[] = [], b0: number[] = [], c: number[] = [], all: number[] = [];
  for (const tok of tokens) {
      const t = process.hrtime.bigint(); await world.request(dial('GET', '/api/v1/namespaces/default', tok)); const e = process.hrtime.bigint();
      a.push(Number(t1 - t) / 1000); b0.push(Number(t15 - t1) / 1000); b.push(Number(t2 - t15) / 1000); c.push(Number(e - t2) / 1000); all.push(Number(e - t) / 1000);
  }
  const s = (x: number[]) => med(x.slice(1000)).toFixed(1);
  console.log('before', s(a), 'submit', s(b0), 'verify', s(b), 'after', s(c), 'all', s(all));
}
