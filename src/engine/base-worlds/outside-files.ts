// Where the files of the company around the cluster lie. A file of its own, so that whoever needs the names loads no keys.

const CERTS = '/var/lib/minikube/certs';
/** The CA's certificate on the node, where flags name it, and on the laptop, where curl does. */
export const NODE_CA = `${CERTS}/example-ca.crt`;
export const LAPTOP_CA = '/home/learner/example-ca.crt';
