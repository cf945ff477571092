// What several lessons type and apply.

/** Where a token, the CA's certificate and the namespace are mounted. */
export const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
const SERVER = 'https://192.168.49.2:8443';
export const ACCOUNT = 'system:serviceaccount:default:';

/** A request from inside a Pod with the token in its files. */
export const inside = (pod: string, path: string, token = 'token'): string =>
  `kubectl exec ${pod} -- sh -c 'cd ${MOUNT}; curl -sS --cacert ca.crt -H "Authorization: Bearer $(cat ${token})" https://kubernetes.default.svc${path}'`;

/** A request from the laptop with the token in a variable. /api is open to everybody who has a name. */
export const send = (variable: string): string => `curl -sS --cacert ~/.minikube/ca.crt -H "Authorization: Bearer $${variable}" ${SERVER}/api`;

export const copyOf = (variable: string, pod: string): string => `${variable}=$(kubectl exec ${pod} -- cat ${MOUNT}/token)`;

/** A Pod that sleeps until somebody executes something in it. `more`: further lines of its spec. */
export const podYaml = (name: string, more = '', mounts = '', image = 'curlimages/curl'): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
${more}  containers:
  - name: main
    image: ${image}
    command: ["sleep", "infinity"]
${mounts}`;

export const accountYaml = (name: string): string => `apiVersion: v1
kind: ServiceAccount
metadata:
  name: ${name}
`;

/** A volume with a token for the vault, and where it is mounted. */
export const VAULT_VOLUME = `  volumes:
  - name: vault
    projected:
      sources:
      - serviceAccountToken:
          audience: vault
          path: token
`;
export const VAULT_MOUNT = `    volumeMounts:
    - name: vault
      mountPath: /var/run/secrets/vault
`;

/** A Pod of this account, with the program aws in it. */
export const awsPod = (name: string, account: string): string => podYaml(name, `  serviceAccountName: ${account}\n`, '', 'amazon/aws-cli');
export const start = (pod: string): string => `kubectl apply -f ${pod}.yaml\nkubectl wait --for=condition=Ready pod/${pod}`;
export const awsVariables = (pod: string): string => `kubectl exec ${pod} -- sh -c 'env | grep AWS_'`;
