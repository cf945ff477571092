// Kept by `npm run facts:server`, which asks the discovery of a running server; run that, do not change this by hand.
// What kube-apiserver serves with default flags, as its own discovery lists it, in its order.
// A line a resource: plural, kind, n(amespaced) or c(luster), verbs, storage version hash, short names, categories ("-" is none).
// "/" begins a subresource of the line above it: name, verbs, kind when it differs, group/version when it differs.
// "all" is create,delete,deletecollection,get,list,patch,update,watch; "one" is the same without deletecollection.
export const RESOURCE_TYPES = `
# v1
bindings Binding n create
componentstatuses ComponentStatus c get,list - cs
configmaps ConfigMap n all qFsyl6wFWjQ= cm
endpoints Endpoints n all fWeeMqaN/OA= ep
events Event n all r2yiGXH7wu8= ev
limitranges LimitRange n all EBKMFVe6cwo= limits
namespaces Namespace c one Q3oi5N2YM8M= ns
/finalize update
/status get,patch,update
nodes Node c all XwShjMxG9Fs= no
/proxy create,delete,get,patch,update NodeProxyOptions
/status get,patch,update
persistentvolumeclaims PersistentVolumeClaim n all QWTyNDq0dC4= pvc
/status get,patch,update
persistentvolumes PersistentVolume c all HN/zwEC+JgM= pv
/status get,patch,update
pods Pod n all xPOwRZ+Yhw8= po all
/attach create,get PodAttachOptions
/binding create Binding
/ephemeralcontainers get,patch,update
/eviction create Eviction policy/v1
/exec create,get PodExecOptions
/log get
/portforward create,get PodPortForwardOptions
/proxy create,delete,get,patch,update PodProxyOptions
/resize get,patch,update
/status get,patch,update
podtemplates PodTemplate n all LIXB2x4IFpk=
replicationcontrollers ReplicationController n all Jond2If31h0= rc all
/scale get,patch,update Scale autoscaling/v1
/status get,patch,update
resourcequotas ResourceQuota n all 8uhSgffRX6w= quota
/status get,patch,update
secrets Secret n all S6u1pOWzb84=
serviceaccounts ServiceAccount n all pbx9ZvyFpBE= sa
/token create TokenRequest authentication.k8s.io/v1
services Service n all 0/CO1lhkEBI= svc all
/proxy create,delete,get,patch,update ServiceProxyOptions
/status get,patch,update
# apiregistration.k8s.io/v1
apiservices APIService c all InPBPD7+PqM= - api-extensions
/status get,patch,update
# apps/v1
controllerrevisions ControllerRevision n all 85nkx63pcBU=
daemonsets DaemonSet n all dd7pWHUlMKQ= ds all
/status get,patch,update
deployments Deployment n all 8aSe+NMegvE= deploy all
/scale get,patch,update Scale autoscaling/v1
/status get,patch,update
replicasets ReplicaSet n all P1RzHs8/mWQ= rs all
/scale get,patch,update Scale autoscaling/v1
/status get,patch,update
statefulsets StatefulSet n all H+vl74LkKdo= sts all
/scale get,patch,update Scale autoscaling/v1
/status get,patch,update
# events.k8s.io/v1
events Event n all r2yiGXH7wu8= ev
# authentication.k8s.io/v1
selfsubjectreviews SelfSubjectReview c create
tokenreviews TokenReview c create
# authorization.k8s.io/v1
localsubjectaccessreviews LocalSubjectAccessReview n create
selfsubjectaccessreviews SelfSubjectAccessReview c create
selfsubjectrulesreviews SelfSubjectRulesReview c create
subjectaccessreviews SubjectAccessReview c create
# autoscaling/v2
horizontalpodautoscalers HorizontalPodAutoscaler n all qwQve8ut294= hpa all
/status get,patch,update
# autoscaling/v1
horizontalpodautoscalers HorizontalPodAutoscaler n all qwQve8ut294= hpa all
/status get,patch,update
# batch/v1
cronjobs CronJob n all sd5LIXh4Fjs= cj all
/status get,patch,update
jobs Job n all mudhfqk/qZY= - all
/status get,patch,update
# certificates.k8s.io/v1
certificatesigningrequests CertificateSigningRequest c all 95fRKMXA+00= csr
/approval get,patch,update
/status get,patch,update
# networking.k8s.io/v1
ingressclasses IngressClass c all l/iqIbDgFyQ=
ingresses Ingress n all 39NQlfNR+bo= ing
/status get,patch,update
ipaddresses IPAddress c all 3f/plJFChNE= ip
networkpolicies NetworkPolicy n all YpfwF18m1G8= netpol
servicecidrs ServiceCIDR c all gNLvruQhW2g=
/status get,patch,update
# policy/v1
poddisruptionbudgets PodDisruptionBudget n all EVWiDmWqyJw= pdb
/status get,patch,update
# rbac.authorization.k8s.io/v1
clusterrolebindings ClusterRoleBinding c all 48tpQ8gZHFc=
clusterroles ClusterRole c all bYE5ZWDrJ44=
rolebindings RoleBinding n all eGsCzGH6b1g=
roles Role n all 7FuwZcIIItM=
# storage.k8s.io/v1
csidrivers CSIDriver c all hL6j/rwBV5w=
csinodes CSINode c all Pe62DkZtjuo=
csistoragecapacities CSIStorageCapacity n all xeVl+2Ly1kE=
storageclasses StorageClass c all K+m6uJwbjGY= sc
volumeattachments VolumeAttachment c all tJx/ezt6UDU=
/status get,patch,update
volumeattributesclasses VolumeAttributesClass c all tIjydgKBC5w= vac
# admissionregistration.k8s.io/v1
mutatingadmissionpolicies MutatingAdmissionPolicy c all LYmCf+UMVdg= - api-extensions
mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding c all 90V5FRZZ3Zg= - api-extensions
mutatingwebhookconfigurations MutatingWebhookConfiguration c all Sqi0GUgDaX0= - api-extensions
validatingadmissionpolicies ValidatingAdmissionPolicy c all 6OxvlMmQ6is= - api-extensions
/status get,patch,update
validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding c all v9715VZqakg= - api-extensions
validatingwebhookconfigurations ValidatingWebhookConfiguration c all B0wHjQmsGNk= - api-extensions
# apiextensions.k8s.io/v1
customresourcedefinitions CustomResourceDefinition c all jfWCUB31mvA= crd,crds api-extensions
/status get,patch,update
# scheduling.k8s.io/v1
priorityclasses PriorityClass c all 1QwjyaZjj3Y= pc
# coordination.k8s.io/v1
leases Lease n all gqkMMb/YqFM=
# node.k8s.io/v1
runtimeclasses RuntimeClass c all WQTu1GL3T2Q=
# discovery.k8s.io/v1
endpointslices EndpointSlice n all qgS0xkrxYAI=
# resource.k8s.io/v1
deviceclasses DeviceClass c all Yk2PTc1Ybxk=
resourceclaims ResourceClaim n all wgAZaHcZxUg=
/status get,patch,update
resourceclaimtemplates ResourceClaimTemplate n all TuzjC49aUfM=
resourceslices ResourceSlice c all KsC072WgaEY=
# flowcontrol.apiserver.k8s.io/v1
flowschemas FlowSchema c all GJVAJZSZBIw=
/status get,patch,update
prioritylevelconfigurations PriorityLevelConfiguration c all Kir5PVfvNeI=
/status get,patch,update
`;
