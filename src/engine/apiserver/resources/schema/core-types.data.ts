// Namespaces, service accounts, secrets, config maps, nodes, pods, RBAC, reviews and certificate requests.
// Facts of the API's Go types as their JSON shows them. A line a type: its name, then its fields in the order in which the server writes them.
// Types: s string (s:Name a named one), b, i32, i64, f, u8, t time, mt time with microseconds, dur, q quantity, ios number or string, bytes base64, x anything;
// *T may be absent and then differs from zero, [T] list, {T} map by string, a name another line.
// "!" is written even when empty. "@key" merges lists by that key in a strategic merge patch ("@" alone: a set), "&" keeps only the patch's keys.
export const CORE_TYPES = `
AWSElasticBlockStoreVolumeSource volumeID=s! fsType=s partition=i32 readOnly=b
Affinity nodeAffinity=NodeAffinity podAffinity=PodAffinity podAntiAffinity=PodAntiAffinity
AggregationRule clusterRoleSelectors=[LabelSelector]
AppArmorProfile type=s:AppArmorProfileType! localhostProfile=*s
AttachedVolume name=s:UniqueVolumeName! devicePath=s!
AzureDiskVolumeSource diskName=s! diskURI=s! cachingMode=*s:AzureDataDiskCachingMode fsType=*s readOnly=*b kind=*s:AzureDataDiskKind
AzureFileVolumeSource secretName=s! shareName=s! readOnly=b
Binding metadata=ObjectMeta! target=ObjectReference!
BoundObjectReference kind=s apiVersion=s name=s uid=s:UID
CSIVolumeSource driver=s! readOnly=*b fsType=*s volumeAttributes={s} nodePublishSecretRef=LocalObjectReference
Capabilities add=[s:Capability] drop=[s:Capability]
CephFSVolumeSource monitors=[s]! path=s user=s secretFile=s secretRef=LocalObjectReference readOnly=b
CertificateSigningRequest metadata=ObjectMeta! spec=CertificateSigningRequestSpec! status=CertificateSigningRequestStatus!
CertificateSigningRequestCondition type=s:RequestConditionType! status=s:ConditionStatus! reason=s message=s lastUpdateTime=t! lastTransitionTime=t!
CertificateSigningRequestSpec request=bytes! signerName=s! expirationSeconds=*i32 usages=[s:KeyUsage] username=s uid=s groups=[s] extra={[s]}
CertificateSigningRequestStatus conditions=[CertificateSigningRequestCondition] certificate=bytes
CinderVolumeSource volumeID=s! fsType=s readOnly=b secretRef=LocalObjectReference
ClusterRole metadata=ObjectMeta! rules=[PolicyRule]! aggregationRule=AggregationRule
ClusterRoleBinding metadata=ObjectMeta! subjects=[Subject] roleRef=RoleRef!
ClusterTrustBundleProjection name=*s signerName=*s labelSelector=LabelSelector optional=*b path=s!
ConfigMap metadata=ObjectMeta! immutable=*b data={s} binaryData={bytes}
ConfigMapEnvSource name=s optional=*b
ConfigMapKeySelector name=s key=s! optional=*b
ConfigMapNodeConfigSource namespace=s! name=s! uid=s:UID resourceVersion=s kubeletConfigKey=s!
ConfigMapProjection name=s items=[KeyToPath] optional=*b
ConfigMapVolumeSource name=s items=[KeyToPath] defaultMode=*i32 optional=*b
Container name=s! image=s command=[s] args=[s] workingDir=s ports=[ContainerPort]@containerPort envFrom=[EnvFromSource] env=[EnvVar]@name resources=ResourceRequirements! resizePolicy=[ContainerResizePolicy] restartPolicy=*s:ContainerRestartPolicy restartPolicyRules=[ContainerRestartRule] volumeMounts=[VolumeMount]@mountPath volumeDevices=[VolumeDevice]@devicePath livenessProbe=Probe readinessProbe=Probe startupProbe=Probe lifecycle=Lifecycle terminationMessagePath=s terminationMessagePolicy=s:TerminationMessagePolicy imagePullPolicy=s:PullPolicy securityContext=SecurityContext stdin=b stdinOnce=b tty=b
ContainerExtendedResourceRequest containerName=s! resourceName=s! requestName=s!
ContainerImage names=[s]! sizeBytes=i64
ContainerPort name=s hostPort=i32 containerPort=i32! protocol=s:Protocol hostIP=s
ContainerResizePolicy resourceName=s:ResourceName! restartPolicy=s:ResourceResizeRestartPolicy!
ContainerRestartRule action=s:ContainerRestartRuleAction exitCodes=ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes operator=s:ContainerRestartRuleOnExitCodesOperator values=[i32]
ContainerState waiting=ContainerStateWaiting running=ContainerStateRunning terminated=ContainerStateTerminated
ContainerStateRunning startedAt=t!
ContainerStateTerminated exitCode=i32! signal=i32 reason=s message=s startedAt=t! finishedAt=t! containerID=s
ContainerStateWaiting reason=s message=s
ContainerStatus name=s! state=ContainerState! lastState=ContainerState! ready=b! restartCount=i32! image=s! imageID=s! containerID=s started=*b allocatedResources={q} resources=ResourceRequirements volumeMounts=[VolumeMountStatus]@mountPath user=ContainerUser allocatedResourcesStatus=[ResourceStatus]@name stopSignal=*s:Signal
ContainerUser linux=LinuxContainerUser
DaemonEndpoint Port=i32!
DownwardAPIProjection items=[DownwardAPIVolumeFile]
DownwardAPIVolumeFile path=s! fieldRef=ObjectFieldSelector resourceFieldRef=ResourceFieldSelector mode=*i32
DownwardAPIVolumeSource items=[DownwardAPIVolumeFile] defaultMode=*i32
EmptyDirVolumeSource medium=s:StorageMedium sizeLimit=*q
EnvFromSource prefix=s configMapRef=ConfigMapEnvSource secretRef=SecretEnvSource
EnvVar name=s! value=s valueFrom=EnvVarSource
EnvVarSource fieldRef=ObjectFieldSelector resourceFieldRef=ResourceFieldSelector configMapKeyRef=ConfigMapKeySelector secretKeyRef=SecretKeySelector fileKeyRef=FileKeySelector
EphemeralContainer name=s! image=s command=[s] args=[s] workingDir=s ports=[ContainerPort]@containerPort envFrom=[EnvFromSource] env=[EnvVar]@name resources=ResourceRequirements! resizePolicy=[ContainerResizePolicy] restartPolicy=*s:ContainerRestartPolicy restartPolicyRules=[ContainerRestartRule] volumeMounts=[VolumeMount]@mountPath volumeDevices=[VolumeDevice]@devicePath livenessProbe=Probe readinessProbe=Probe startupProbe=Probe lifecycle=Lifecycle terminationMessagePath=s terminationMessagePolicy=s:TerminationMessagePolicy imagePullPolicy=s:PullPolicy securityContext=SecurityContext stdin=b stdinOnce=b tty=b targetContainerName=s
EphemeralVolumeSource volumeClaimTemplate=PersistentVolumeClaimTemplate
ExecAction command=[s]
FCVolumeSource targetWWNs=[s] lun=*i32 fsType=s readOnly=b wwids=[s]
FieldSelectorAttributes rawSelector=s requirements=[FieldSelectorRequirement]
FieldSelectorRequirement key=s! operator=s:FieldSelectorOperator! values=[s]
FileKeySelector volumeName=s! path=s! key=s! optional=*b
FlexVolumeSource driver=s! fsType=s secretRef=LocalObjectReference readOnly=b options={s}
FlockerVolumeSource datasetName=s datasetUUID=s
GCEPersistentDiskVolumeSource pdName=s! fsType=s partition=i32 readOnly=b
GRPCAction port=i32! service=*s!
GitRepoVolumeSource repository=s! revision=s directory=s
GlusterfsVolumeSource endpoints=s! path=s! readOnly=b
HTTPGetAction path=s port=ios! host=s scheme=s:URIScheme httpHeaders=[HTTPHeader]
HTTPHeader name=s! value=s!
HostAlias ip=s! hostnames=[s]
HostIP ip=s!
HostPathVolumeSource path=s! type=*s:HostPathType
ISCSIVolumeSource targetPortal=s! iqn=s! lun=i32! iscsiInterface=s fsType=s readOnly=b portals=[s] chapAuthDiscovery=b chapAuthSession=b secretRef=LocalObjectReference initiatorName=*s
ImageVolumeSource reference=s pullPolicy=s:PullPolicy
ImageVolumeStatus imageRef=s
KeyToPath key=s! path=s! mode=*i32
LabelSelector matchLabels={s} matchExpressions=[LabelSelectorRequirement]
LabelSelectorAttributes rawSelector=s requirements=[LabelSelectorRequirement]
LabelSelectorRequirement key=s! operator=s:LabelSelectorOperator! values=[s]
Lifecycle postStart=LifecycleHandler preStop=LifecycleHandler stopSignal=*s:Signal
LifecycleHandler exec=ExecAction httpGet=HTTPGetAction tcpSocket=TCPSocketAction sleep=SleepAction
LinuxContainerUser uid=i64! gid=i64! supplementalGroups=[i64]
LocalObjectReference name=s
LocalSubjectAccessReview metadata=ObjectMeta! spec=SubjectAccessReviewSpec! status=SubjectAccessReviewStatus!
ManagedFieldsEntry manager=s operation=s:ManagedFieldsOperationType apiVersion=s time=*t fieldsType=s fieldsV1=*x subresource=s
NFSVolumeSource server=s! path=s! readOnly=b
Namespace metadata=ObjectMeta! spec=NamespaceSpec! status=NamespaceStatus!
NamespaceCondition type=s:NamespaceConditionType! status=s:ConditionStatus! lastTransitionTime=t! reason=s message=s
NamespaceSpec finalizers=[s:FinalizerName]
NamespaceStatus phase=s:NamespacePhase conditions=[NamespaceCondition]@type
Node metadata=ObjectMeta! spec=NodeSpec! status=NodeStatus!
NodeAddress type=s:NodeAddressType! address=s!
NodeAffinity requiredDuringSchedulingIgnoredDuringExecution=NodeSelector preferredDuringSchedulingIgnoredDuringExecution=[PreferredSchedulingTerm]
NodeAllocatableResourceClaimStatus resourceClaimName=s! containers=[s] resources={q}!
NodeCondition type=s:NodeConditionType! status=s:ConditionStatus! lastHeartbeatTime=t! lastTransitionTime=t! reason=s message=s
NodeConfigSource configMap=ConfigMapNodeConfigSource
NodeConfigStatus assigned=NodeConfigSource active=NodeConfigSource lastKnownGood=NodeConfigSource error=s
NodeDaemonEndpoints kubeletEndpoint=DaemonEndpoint!
NodeFeatures supplementalGroupsPolicy=*b
NodeRuntimeHandler name=s! features=NodeRuntimeHandlerFeatures
NodeRuntimeHandlerFeatures recursiveReadOnlyMounts=*b userNamespaces=*b
NodeSelector nodeSelectorTerms=[NodeSelectorTerm]!
NodeSelectorRequirement key=s! operator=s:NodeSelectorOperator! values=[s]
NodeSelectorTerm matchExpressions=[NodeSelectorRequirement] matchFields=[NodeSelectorRequirement]
NodeSpec podCIDR=s podCIDRs=[s]@ providerID=s unschedulable=b taints=[Taint] configSource=NodeConfigSource externalID=s
NodeStatus capacity={q} allocatable={q} phase=s:NodePhase conditions=[NodeCondition]@type addresses=[NodeAddress]@type daemonEndpoints=NodeDaemonEndpoints! nodeInfo=NodeSystemInfo! images=[ContainerImage] volumesInUse=[s:UniqueVolumeName] volumesAttached=[AttachedVolume] config=NodeConfigStatus runtimeHandlers=[NodeRuntimeHandler] features=NodeFeatures declaredFeatures=[s]
NodeSwapStatus capacity=*i64
NodeSystemInfo machineID=s! systemUUID=s! bootID=s! kernelVersion=s! osImage=s! containerRuntimeVersion=s! kubeletVersion=s! kubeProxyVersion=s! operatingSystem=s! architecture=s! swap=NodeSwapStatus
NonResourceAttributes path=s verb=s
NonResourceRule verbs=[s]! nonResourceURLs=[s]
ObjectFieldSelector apiVersion=s fieldPath=s!
ObjectMeta name=s generateName=s namespace=s selfLink=s uid=s:UID resourceVersion=s generation=i64 creationTimestamp=t deletionTimestamp=*t deletionGracePeriodSeconds=*i64 labels={s} annotations={s} ownerReferences=[OwnerReference]@uid finalizers=[s]@ managedFields=[ManagedFieldsEntry]
ObjectReference kind=s namespace=s name=s uid=s:UID apiVersion=s resourceVersion=s fieldPath=s
OwnerReference apiVersion=s! kind=s! name=s! uid=s:UID! controller=*b blockOwnerDeletion=*b
PersistentVolumeClaimSpec accessModes=[s:PersistentVolumeAccessMode] selector=LabelSelector resources=VolumeResourceRequirements! volumeName=s storageClassName=*s volumeMode=*s:PersistentVolumeMode dataSource=TypedLocalObjectReference dataSourceRef=TypedObjectReference volumeAttributesClassName=*s
PersistentVolumeClaimTemplate metadata=ObjectMeta! spec=PersistentVolumeClaimSpec!
PersistentVolumeClaimVolumeSource claimName=s! readOnly=b
PhotonPersistentDiskVolumeSource pdID=s! fsType=s
Pod metadata=ObjectMeta! spec=PodSpec! status=PodStatus!
PodAffinity requiredDuringSchedulingIgnoredDuringExecution=[PodAffinityTerm] preferredDuringSchedulingIgnoredDuringExecution=[WeightedPodAffinityTerm]
PodAffinityTerm labelSelector=LabelSelector namespaces=[s] topologyKey=s! namespaceSelector=LabelSelector matchLabelKeys=[s] mismatchLabelKeys=[s]
PodAntiAffinity requiredDuringSchedulingIgnoredDuringExecution=[PodAffinityTerm] preferredDuringSchedulingIgnoredDuringExecution=[WeightedPodAffinityTerm]
PodCertificateProjection signerName=s keyType=s maxExpirationSeconds=*i32 credentialBundlePath=s keyPath=s certificateChainPath=s userAnnotations={s}
PodCondition type=s:PodConditionType! observedGeneration=i64 status=s:ConditionStatus! lastProbeTime=t! lastTransitionTime=t! reason=s message=s
PodDNSConfig nameservers=[s] searches=[s] options=[PodDNSConfigOption]
PodDNSConfigOption name=s value=*s
PodExtendedResourceClaimStatus requestMappings=[ContainerExtendedResourceRequest]! resourceClaimName=s!
PodIP ip=s!
PodOS name=s:OSName!
PodReadinessGate conditionType=s:PodConditionType!
PodResourceClaim name=s! resourceClaimName=*s resourceClaimTemplateName=*s
PodResourceClaimStatus name=s! resourceClaimName=*s
PodSchedulingGate name=s!
PodSchedulingGroup podGroupName=*s
PodSecurityContext seLinuxOptions=SELinuxOptions windowsOptions=WindowsSecurityContextOptions runAsUser=*i64 runAsGroup=*i64 runAsNonRoot=*b supplementalGroups=[i64] supplementalGroupsPolicy=*s:SupplementalGroupsPolicy fsGroup=*i64 sysctls=[Sysctl] fsGroupChangePolicy=*s:PodFSGroupChangePolicy seccompProfile=SeccompProfile appArmorProfile=AppArmorProfile seLinuxChangePolicy=*s:PodSELinuxChangePolicy
PodSpec volumes=[Volume]@name& initContainers=[Container]@name containers=[Container]!@name ephemeralContainers=[EphemeralContainer]@name restartPolicy=s:RestartPolicy terminationGracePeriodSeconds=*i64 activeDeadlineSeconds=*i64 dnsPolicy=s:DNSPolicy nodeSelector={s} serviceAccountName=s serviceAccount=s automountServiceAccountToken=*b nodeName=s hostNetwork=b hostPID=b hostIPC=b shareProcessNamespace=*b securityContext=PodSecurityContext imagePullSecrets=[LocalObjectReference]@name hostname=s subdomain=s affinity=Affinity schedulerName=s tolerations=[Toleration] hostAliases=[HostAlias]@ip priorityClassName=s priority=*i32 dnsConfig=PodDNSConfig readinessGates=[PodReadinessGate] runtimeClassName=*s enableServiceLinks=*b preemptionPolicy=*s:PreemptionPolicy overhead={q} topologySpreadConstraints=[TopologySpreadConstraint]@topologyKey setHostnameAsFQDN=*b os=PodOS hostUsers=*b schedulingGates=[PodSchedulingGate]@name resourceClaims=[PodResourceClaim]@name& resources=ResourceRequirements hostnameOverride=*s schedulingGroup=PodSchedulingGroup
PodStatus observedGeneration=i64 phase=s:PodPhase conditions=[PodCondition]@type message=s reason=s nominatedNodeName=s hostIP=s hostIPs=[HostIP]@ip podIP=s podIPs=[PodIP]@ip startTime=*t initContainerStatuses=[ContainerStatus] containerStatuses=[ContainerStatus] qosClass=s:PodQOSClass ephemeralContainerStatuses=[ContainerStatus] resize=s:PodResizeStatus resourceClaimStatuses=[PodResourceClaimStatus]@name& extendedResourceClaimStatus=PodExtendedResourceClaimStatus allocatedResources={q} resources=ResourceRequirements nodeAllocatableResourceClaimStatuses=[NodeAllocatableResourceClaimStatus]
PolicyRule verbs=[s]! apiGroups=[s] resources=[s] resourceNames=[s] nonResourceURLs=[s]
PortworxVolumeSource volumeID=s! fsType=s readOnly=b
PreferredSchedulingTerm weight=i32! preference=NodeSelectorTerm!
Probe exec=ExecAction httpGet=HTTPGetAction tcpSocket=TCPSocketAction grpc=GRPCAction initialDelaySeconds=i32 timeoutSeconds=i32 periodSeconds=i32 successThreshold=i32 failureThreshold=i32 terminationGracePeriodSeconds=*i64
ProjectedVolumeSource sources=[VolumeProjection]! defaultMode=*i32
QuobyteVolumeSource registry=s! volume=s! readOnly=b user=s group=s tenant=s
RBDVolumeSource monitors=[s]! image=s! fsType=s pool=s user=s keyring=s secretRef=LocalObjectReference readOnly=b
ResourceAttributes namespace=s verb=s group=s version=s resource=s subresource=s name=s fieldSelector=FieldSelectorAttributes labelSelector=LabelSelectorAttributes
ResourceClaim name=s! request=s
ResourceFieldSelector containerName=s resource=s! divisor=q!
ResourceHealth resourceID=s:ResourceID! health=s:ResourceHealthStatus message=*s
ResourceRequirements limits={q} requests={q} claims=[ResourceClaim]
ResourceRule verbs=[s]! apiGroups=[s] resources=[s] resourceNames=[s]
ResourceStatus name=s:ResourceName! resources=[ResourceHealth]
Role metadata=ObjectMeta! rules=[PolicyRule]!
RoleBinding metadata=ObjectMeta! subjects=[Subject] roleRef=RoleRef!
RoleRef apiGroup=s! kind=s! name=s!
SELinuxOptions user=s role=s type=s level=s
ScaleIOVolumeSource gateway=s! system=s! secretRef=*LocalObjectReference! sslEnabled=b protectionDomain=s storagePool=s storageMode=s volumeName=s fsType=s readOnly=b
SeccompProfile type=s:SeccompProfileType! localhostProfile=*s
Secret metadata=ObjectMeta! immutable=*b data={bytes} stringData={s} type=s:SecretType
SecretEnvSource name=s optional=*b
SecretKeySelector name=s key=s! optional=*b
SecretProjection name=s items=[KeyToPath] optional=*b
SecretVolumeSource secretName=s items=[KeyToPath] defaultMode=*i32 optional=*b
SecurityContext capabilities=Capabilities privileged=*b seLinuxOptions=SELinuxOptions windowsOptions=WindowsSecurityContextOptions runAsUser=*i64 runAsGroup=*i64 runAsNonRoot=*b readOnlyRootFilesystem=*b allowPrivilegeEscalation=*b procMount=*s:ProcMountType seccompProfile=SeccompProfile appArmorProfile=AppArmorProfile
SelfSubjectAccessReview metadata=ObjectMeta! spec=SelfSubjectAccessReviewSpec! status=SubjectAccessReviewStatus!
SelfSubjectAccessReviewSpec resourceAttributes=ResourceAttributes nonResourceAttributes=NonResourceAttributes
SelfSubjectReview metadata=ObjectMeta! status=SelfSubjectReviewStatus!
SelfSubjectReviewStatus userInfo=UserInfo!
SelfSubjectRulesReview metadata=ObjectMeta! spec=SelfSubjectRulesReviewSpec! status=SubjectRulesReviewStatus!
SelfSubjectRulesReviewSpec namespace=s
ServiceAccount metadata=ObjectMeta! secrets=[ObjectReference]@name imagePullSecrets=[LocalObjectReference] automountServiceAccountToken=*b
ServiceAccountTokenProjection audience=s expirationSeconds=*i64 path=s!
SleepAction seconds=i64!
StorageOSVolumeSource volumeName=s volumeNamespace=s fsType=s readOnly=b secretRef=LocalObjectReference
Subject kind=s! apiGroup=s name=s! namespace=s
SubjectAccessReview metadata=ObjectMeta! spec=SubjectAccessReviewSpec! status=SubjectAccessReviewStatus!
SubjectAccessReviewSpec resourceAttributes=ResourceAttributes nonResourceAttributes=NonResourceAttributes user=s groups=[s] extra={[s]} uid=s
SubjectAccessReviewStatus allowed=b! denied=b reason=s evaluationError=s
SubjectRulesReviewStatus resourceRules=[ResourceRule]! nonResourceRules=[NonResourceRule]! incomplete=b! evaluationError=s
Sysctl name=s! value=s!
TCPSocketAction port=ios! host=s
Taint key=s! value=s effect=s:TaintEffect! timeAdded=*t
TokenRequest metadata=ObjectMeta! spec=TokenRequestSpec! status=TokenRequestStatus!
TokenRequestSpec audiences=[s]! expirationSeconds=*i64! boundObjectRef=*BoundObjectReference!
TokenRequestStatus token=s! expirationTimestamp=t!
TokenReview metadata=ObjectMeta! spec=TokenReviewSpec! status=TokenReviewStatus!
TokenReviewSpec token=s audiences=[s]
TokenReviewStatus authenticated=b user=UserInfo! audiences=[s] error=s
Toleration key=s operator=s:TolerationOperator value=s effect=s:TaintEffect tolerationSeconds=*i64
TopologySpreadConstraint maxSkew=i32! topologyKey=s! whenUnsatisfiable=s:UnsatisfiableConstraintAction! labelSelector=LabelSelector minDomains=*i32 nodeAffinityPolicy=*s:NodeInclusionPolicy nodeTaintsPolicy=*s:NodeInclusionPolicy matchLabelKeys=[s]
TypedLocalObjectReference apiGroup=*s! kind=s! name=s!
TypedObjectReference apiGroup=*s! kind=s! name=s! namespace=*s
UserInfo username=s uid=s groups=[s] extra={[s]}
Volume name=s! hostPath=HostPathVolumeSource emptyDir=EmptyDirVolumeSource gcePersistentDisk=GCEPersistentDiskVolumeSource awsElasticBlockStore=AWSElasticBlockStoreVolumeSource gitRepo=GitRepoVolumeSource secret=SecretVolumeSource nfs=NFSVolumeSource iscsi=ISCSIVolumeSource glusterfs=GlusterfsVolumeSource persistentVolumeClaim=PersistentVolumeClaimVolumeSource rbd=RBDVolumeSource flexVolume=FlexVolumeSource cinder=CinderVolumeSource cephfs=CephFSVolumeSource flocker=FlockerVolumeSource downwardAPI=DownwardAPIVolumeSource fc=FCVolumeSource azureFile=AzureFileVolumeSource configMap=ConfigMapVolumeSource vsphereVolume=VsphereVirtualDiskVolumeSource quobyte=QuobyteVolumeSource azureDisk=AzureDiskVolumeSource photonPersistentDisk=PhotonPersistentDiskVolumeSource projected=ProjectedVolumeSource portworxVolume=PortworxVolumeSource scaleIO=ScaleIOVolumeSource storageos=StorageOSVolumeSource csi=CSIVolumeSource ephemeral=EphemeralVolumeSource image=ImageVolumeSource
VolumeDevice name=s! devicePath=s!
VolumeMount name=s! readOnly=b recursiveReadOnly=*s:RecursiveReadOnlyMode mountPath=s! subPath=s mountPropagation=*s:MountPropagationMode subPathExpr=s
VolumeMountStatus name=s! mountPath=s! readOnly=b recursiveReadOnly=*s:RecursiveReadOnlyMode volumeStatus=VolumeStatus
VolumeProjection secret=SecretProjection downwardAPI=DownwardAPIProjection configMap=ConfigMapProjection serviceAccountToken=ServiceAccountTokenProjection clusterTrustBundle=ClusterTrustBundleProjection podCertificate=PodCertificateProjection
VolumeResourceRequirements limits={q} requests={q}
VolumeStatus image=ImageVolumeStatus
VsphereVirtualDiskVolumeSource volumePath=s! fsType=s storagePolicyName=s storagePolicyID=s
WeightedPodAffinityTerm weight=i32! podAffinityTerm=PodAffinityTerm!
WindowsSecurityContextOptions gmsaCredentialSpecName=*s gmsaCredentialSpec=*s runAsUserName=*s hostProcess=*b
`;
