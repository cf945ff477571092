// What kubeadm and minikube add to the default policy (cmd/kubeadm/app/phases; minikube's bootstrapper and storage-provisioner addon).
// Rows as in bootstrap-policy.data.ts.
import type { BindingRow, RoleRow } from './bootstrap-policy.data.ts';

const NODE_TOKENS = 'Group system:bootstrappers:kubeadm:default-node-token';

export const KUBEADM_CLUSTER_ROLES: readonly RoleRow[] = [
  { name: 'kubeadm:get-nodes', rules: ['get core nodes'] },
  { name: 'system:coredns', rules: ['list,watch core endpoints,services,pods,namespaces', 'list,watch discovery.k8s.io endpointslices'] },
];

export const KUBEADM_ROLES: readonly RoleRow[] = [
  { name: 'kubeadm:bootstrap-signer-clusterinfo', namespace: 'kube-public', rules: ['get core configmaps cluster-info'] },
  { name: 'kubeadm:kubelet-config', namespace: 'kube-system', rules: ['get core configmaps kubelet-config'] },
  { name: 'kubeadm:nodes-kubeadm-config', namespace: 'kube-system', rules: ['get core configmaps kubeadm-config'] },
  { name: 'kube-proxy', namespace: 'kube-system', rules: ['get core configmaps kube-proxy'] },
];

export const KUBEADM_CLUSTER_ROLE_BINDINGS: readonly BindingRow[] = [
  { name: 'kubeadm:apiserver-kubelet-client', role: 'system:kubelet-api-admin', subjects: ['User kube-apiserver-kubelet-client'] },
  { name: 'kubeadm:cluster-admins', role: 'cluster-admin', subjects: ['Group kubeadm:cluster-admins'] },
  { name: 'kubeadm:get-nodes', role: 'kubeadm:get-nodes', subjects: [NODE_TOKENS] },
  { name: 'kubeadm:kubelet-bootstrap', role: 'system:node-bootstrapper', subjects: [NODE_TOKENS] },
  {
    name: 'kubeadm:node-autoapprove-bootstrap',
    role: 'system:certificates.k8s.io:certificatesigningrequests:nodeclient',
    subjects: [NODE_TOKENS],
  },
  {
    name: 'kubeadm:node-autoapprove-certificate-rotation',
    role: 'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient',
    subjects: ['Group system:nodes'],
  },
  { name: 'kubeadm:node-proxier', role: 'system:node-proxier', subjects: ['ServiceAccount kube-system/kube-proxy'] },
  { name: 'system:coredns', role: 'system:coredns', subjects: ['ServiceAccount kube-system/coredns'] },
];

export const KUBEADM_ROLE_BINDINGS: readonly BindingRow[] = [
  {
    name: 'kubeadm:bootstrap-signer-clusterinfo',
    namespace: 'kube-public',
    role: 'kubeadm:bootstrap-signer-clusterinfo',
    subjects: ['User system:anonymous'],
  },
  {
    name: 'kubeadm:kubelet-config',
    namespace: 'kube-system',
    role: 'kubeadm:kubelet-config',
    subjects: ['Group system:nodes', NODE_TOKENS],
  },
  {
    name: 'kubeadm:nodes-kubeadm-config',
    namespace: 'kube-system',
    role: 'kubeadm:nodes-kubeadm-config',
    subjects: [NODE_TOKENS, 'Group system:nodes'],
  },
  { name: 'kube-proxy', namespace: 'kube-system', role: 'kube-proxy', subjects: [NODE_TOKENS] },
];

export const MINIKUBE_CLUSTER_ROLE_BINDINGS: readonly BindingRow[] = [
  { name: 'minikube-rbac', role: 'cluster-admin', subjects: ['ServiceAccount kube-system/default'] },
  {
    name: 'storage-provisioner',
    role: 'system:persistent-volume-provisioner',
    subjects: ['ServiceAccount kube-system/storage-provisioner'],
  },
];

export const MINIKUBE_ROLES: readonly RoleRow[] = [
  {
    name: 'system:persistent-volume-provisioner',
    namespace: 'kube-system',
    rules: ['get,list,watch,create,patch,update core endpoints'],
  },
];

export const MINIKUBE_ROLE_BINDINGS: readonly BindingRow[] = [
  {
    name: 'system:persistent-volume-provisioner',
    namespace: 'kube-system',
    role: 'system:persistent-volume-provisioner',
    subjects: ['ServiceAccount kube-system/storage-provisioner'],
  },
];
