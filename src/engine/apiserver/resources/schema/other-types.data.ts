// Every other kind that the API serves. "~2" marks a second type of the same name.
// Facts of the API's Go types as their JSON shows them. A line a type: its name, then its fields in the order in which the server writes them.
// Types: s string (s:Name a named one), b, i32, i64, f, u8, t time, mt time with microseconds, dur, q quantity, ios number or string, bytes base64, x anything;
// *T may be absent and then differs from zero, [T] list, {T} map by string, a name another line.
// "!" is written even when empty. "@key" merges lists by that key in a strategic merge patch ("@" alone: a set), "&" keeps only the patch's keys.
export const OTHER_TYPES = `
APIService metadata=ObjectMeta! spec=APIServiceSpec! status=APIServiceStatus!
APIServiceCondition type=s:APIServiceConditionType! status=s:ConditionStatus! lastTransitionTime=t! reason=s message=s
APIServiceSpec service=ServiceReference group=s version=s insecureSkipTLSVerify=b caBundle=bytes groupPriorityMinimum=i32! versionPriority=i32!
APIServiceStatus conditions=[APIServiceCondition]@type
AllocatedDeviceStatus driver=s! pool=s! device=s! shareID=*s conditions=[Condition]! data=*x networkData=NetworkDeviceData
AllocationResult devices=DeviceAllocationResult! nodeSelector=NodeSelector allocationTimestamp=*t
ApplyConfiguration expression=s
AuditAnnotation key=s! valueExpression=s!
AzureFilePersistentVolumeSource secretName=s! shareName=s! readOnly=b secretNamespace=*s!
CELDeviceSelector expression=s!
CSIDriver metadata=ObjectMeta! spec=CSIDriverSpec!
CSIDriverSpec attachRequired=*b podInfoOnMount=*b volumeLifecycleModes=[s:VolumeLifecycleMode] storageCapacity=*b fsGroupPolicy=*s:FSGroupPolicy tokenRequests=[TokenRequest~2] requiresRepublish=*b seLinuxMount=*b nodeAllocatableUpdatePeriodSeconds=*i64 serviceAccountTokenInSecrets=*b preventPodSchedulingIfMissing=*b
CSINode metadata=ObjectMeta! spec=CSINodeSpec!
CSINodeDriver name=s! nodeID=s! topologyKeys=[s]! allocatable=VolumeNodeResources
CSINodeSpec drivers=[CSINodeDriver]!@name
CSIPersistentVolumeSource driver=s! volumeHandle=s! readOnly=b fsType=s volumeAttributes={s} controllerPublishSecretRef=SecretReference nodeStageSecretRef=SecretReference nodePublishSecretRef=SecretReference controllerExpandSecretRef=SecretReference nodeExpandSecretRef=SecretReference
CSIStorageCapacity metadata=ObjectMeta! nodeTopology=LabelSelector storageClassName=s! capacity=*q maximumVolumeSize=*q
CapacityRequestPolicy default=*q! validValues=[q] validRange=CapacityRequestPolicyRange
CapacityRequestPolicyRange min=*q max=*q step=*q
CapacityRequirements requests={q}
CephFSPersistentVolumeSource monitors=[s]! path=s user=s secretFile=s secretRef=SecretReference readOnly=b
CinderPersistentVolumeSource volumeID=s! fsType=s readOnly=b secretRef=SecretReference
ClientIPConfig timeoutSeconds=*i32
ComponentCondition type=s:ComponentConditionType! status=s:ConditionStatus! message=s error=s
ComponentStatus metadata=ObjectMeta! conditions=[ComponentCondition]@type
Condition type=s! status=s:ConditionStatus! observedGeneration=i64 lastTransitionTime=t! reason=s! message=s!
ContainerResourceMetricSource name=s:ResourceName! target=MetricTarget! container=s!
ContainerResourceMetricStatus name=s:ResourceName! current=MetricValueStatus! container=s!
ControllerRevision metadata=ObjectMeta! data=x! revision=i64!
Counter value=q!
CounterSet name=s! counters={Counter}
CronJob metadata=ObjectMeta! spec=CronJobSpec! status=CronJobStatus!
CronJobSpec schedule=s! timeZone=*s startingDeadlineSeconds=*i64 concurrencyPolicy=s:ConcurrencyPolicy suspend=*b jobTemplate=JobTemplateSpec! successfulJobsHistoryLimit=*i32 failedJobsHistoryLimit=*i32
CronJobStatus active=[ObjectReference] lastScheduleTime=*t lastSuccessfulTime=*t
CrossVersionObjectReference kind=s! name=s! apiVersion=s
CrossVersionObjectReference~2 kind=s! name=s! apiVersion=s
CustomResourceColumnDefinition name=s! type=s! format=s description=s priority=i32 jsonPath=s!
CustomResourceConversion strategy=s:ConversionStrategyType! webhook=WebhookConversion
CustomResourceDefinition metadata=ObjectMeta! spec=CustomResourceDefinitionSpec! status=CustomResourceDefinitionStatus!
CustomResourceDefinitionCondition type=s:CustomResourceDefinitionConditionType! status=s:ConditionStatus! lastTransitionTime=t! reason=s message=s observedGeneration=i64
CustomResourceDefinitionNames plural=s! singular=s shortNames=[s] kind=s! listKind=s categories=[s]
CustomResourceDefinitionSpec group=s! names=CustomResourceDefinitionNames! scope=s:ResourceScope! versions=[CustomResourceDefinitionVersion]! conversion=CustomResourceConversion preserveUnknownFields=b
CustomResourceDefinitionStatus conditions=[CustomResourceDefinitionCondition]! acceptedNames=CustomResourceDefinitionNames! storedVersions=[s]! observedGeneration=i64
CustomResourceDefinitionVersion name=s! served=b! storage=b! deprecated=b deprecationWarning=*s schema=CustomResourceValidation subresources=CustomResourceSubresources additionalPrinterColumns=[CustomResourceColumnDefinition] selectableFields=[SelectableField]
CustomResourceSubresourceScale specReplicasPath=s! statusReplicasPath=s! labelSelectorPath=*s
CustomResourceSubresourceStatus
CustomResourceSubresources status=CustomResourceSubresourceStatus scale=CustomResourceSubresourceScale
CustomResourceValidation openAPIV3Schema=JSONSchemaProps
DaemonSet metadata=ObjectMeta! spec=DaemonSetSpec! status=DaemonSetStatus!
DaemonSetCondition type=s:DaemonSetConditionType! status=s:ConditionStatus! lastTransitionTime=t! reason=s message=s
DaemonSetSpec selector=*LabelSelector! template=PodTemplateSpec! updateStrategy=DaemonSetUpdateStrategy! minReadySeconds=i32 revisionHistoryLimit=*i32
DaemonSetStatus currentNumberScheduled=i32! numberMisscheduled=i32! desiredNumberScheduled=i32! numberReady=i32! observedGeneration=i64 updatedNumberScheduled=i32 numberAvailable=i32 numberUnavailable=i32 collisionCount=*i32 conditions=[DaemonSetCondition]@type
DaemonSetUpdateStrategy type=s:DaemonSetUpdateStrategyType rollingUpdate=RollingUpdateDaemonSet
DeleteOptions gracePeriodSeconds=*i64 preconditions=Preconditions orphanDependents=*b propagationPolicy=*s:DeletionPropagation dryRun=[s] ignoreStoreReadErrorWithClusterBreakingPotential=*b
Deployment metadata=ObjectMeta! spec=DeploymentSpec! status=DeploymentStatus!
DeploymentCondition type=s:DeploymentConditionType! status=s:ConditionStatus! lastUpdateTime=t! lastTransitionTime=t! reason=s message=s
DeploymentSpec replicas=*i32 selector=*LabelSelector! template=PodTemplateSpec! strategy=DeploymentStrategy!& minReadySeconds=i32 revisionHistoryLimit=*i32 paused=b progressDeadlineSeconds=*i32
DeploymentStatus observedGeneration=i64 replicas=i32 updatedReplicas=i32 readyReplicas=i32 availableReplicas=i32 unavailableReplicas=i32 terminatingReplicas=*i32 conditions=[DeploymentCondition]@type collisionCount=*i32
DeploymentStrategy type=s:DeploymentStrategyType rollingUpdate=RollingUpdateDeployment
Device name=s! attributes={DeviceAttribute} capacity={DeviceCapacity} consumesCounters=[DeviceCounterConsumption] nodeName=*s nodeSelector=NodeSelector allNodes=*b taints=[DeviceTaint] bindsToNode=*b bindingConditions=[s] bindingFailureConditions=[s] allowMultipleAllocations=*b nodeAllocatableResourceMappings={NodeAllocatableResourceMapping}
DeviceAllocationConfiguration source=s:AllocationConfigSource! requests=[s] opaque=OpaqueDeviceConfiguration
DeviceAllocationResult results=[DeviceRequestAllocationResult] config=[DeviceAllocationConfiguration]
DeviceAttribute int=*i64 bool=*b string=*s version=*s ints=[i64] bools=[b] strings=[s] versions=[s]
DeviceCapacity value=q! requestPolicy=CapacityRequestPolicy
DeviceClaim requests=[DeviceRequest]! constraints=[DeviceConstraint] config=[DeviceClaimConfiguration]
DeviceClaimConfiguration requests=[s] opaque=OpaqueDeviceConfiguration
DeviceClass metadata=ObjectMeta! spec=DeviceClassSpec!
DeviceClassConfiguration opaque=OpaqueDeviceConfiguration
DeviceClassSpec selectors=[DeviceSelector] config=[DeviceClassConfiguration] extendedResourceName=*s
DeviceConstraint requests=[s] matchAttribute=*s:FullyQualifiedName distinctAttribute=*s:FullyQualifiedName
DeviceCounterConsumption counterSet=s! counters={Counter}
DeviceRequest name=s! exactly=ExactDeviceRequest firstAvailable=[DeviceSubRequest]
DeviceRequestAllocationResult request=s! driver=s! pool=s! device=s! adminAccess=*b tolerations=[DeviceToleration] bindingConditions=[s] bindingFailureConditions=[s] shareID=*s:UID consumedCapacity={q}
DeviceSelector cel=CELDeviceSelector
DeviceSubRequest name=s! deviceClassName=s! selectors=[DeviceSelector] allocationMode=s:DeviceAllocationMode count=i64 tolerations=[DeviceToleration] capacity=CapacityRequirements
DeviceTaint key=s! value=s effect=s:DeviceTaintEffect! timeAdded=*t
DeviceToleration key=s operator=s:DeviceTolerationOperator value=s effect=s:DeviceTaintEffect tolerationSeconds=*i64
Endpoint addresses=[s]! conditions=EndpointConditions! hostname=*s targetRef=ObjectReference deprecatedTopology={s} nodeName=*s zone=*s hints=EndpointHints
EndpointAddress ip=s! hostname=s nodeName=*s targetRef=ObjectReference
EndpointConditions ready=*b serving=*b terminating=*b
EndpointHints forZones=[ForZone] forNodes=[ForNode]
EndpointPort name=s port=i32! protocol=s:Protocol appProtocol=*s
EndpointPort~2 name=*s protocol=*s:Protocol port=*i32 appProtocol=*s
EndpointSlice metadata=ObjectMeta! addressType=s:AddressType! endpoints=[Endpoint]! ports=[EndpointPort~2]!
EndpointSubset addresses=[EndpointAddress] notReadyAddresses=[EndpointAddress] ports=[EndpointPort]
Endpoints metadata=ObjectMeta! subsets=[EndpointSubset]
Event metadata=ObjectMeta! involvedObject=ObjectReference! reason=s message=s source=EventSource! firstTimestamp=t! lastTimestamp=t! count=i32 type=s eventTime=mt! series=EventSeries action=s related=ObjectReference reportingComponent=s! reportingInstance=s!
EventSeries count=i32 lastObservedTime=mt!
EventSeries~2 count=i32! lastObservedTime=mt!
EventSource component=s host=s
Event~2 metadata=ObjectMeta! eventTime=mt! series=EventSeries~2 reportingController=s reportingInstance=s action=s reason=s regarding=ObjectReference! related=ObjectReference note=s type=s deprecatedSource=EventSource! deprecatedFirstTimestamp=t! deprecatedLastTimestamp=t! deprecatedCount=i32
Eviction metadata=ObjectMeta! deleteOptions=DeleteOptions
ExactDeviceRequest deviceClassName=s! selectors=[DeviceSelector] allocationMode=s:DeviceAllocationMode count=i64 adminAccess=*b tolerations=[DeviceToleration] capacity=CapacityRequirements
ExemptPriorityLevelConfiguration nominalConcurrencyShares=*i32 lendablePercent=*i32
ExpressionWarning fieldRef=s! warning=s!
ExternalDocumentation description=s url=s
ExternalMetricSource metric=MetricIdentifier! target=MetricTarget!
ExternalMetricStatus metric=MetricIdentifier! current=MetricValueStatus!
FlexPersistentVolumeSource driver=s! fsType=s secretRef=SecretReference readOnly=b options={s}
FlowDistinguisherMethod type=s:FlowDistinguisherMethodType!
FlowSchema metadata=ObjectMeta! spec=FlowSchemaSpec! status=FlowSchemaStatus!
FlowSchemaCondition type=s:FlowSchemaConditionType status=s:ConditionStatus lastTransitionTime=t! reason=s message=s
FlowSchemaSpec priorityLevelConfiguration=PriorityLevelConfigurationReference! matchingPrecedence=i32! distinguisherMethod=FlowDistinguisherMethod rules=[PolicyRulesWithSubjects]
FlowSchemaStatus conditions=[FlowSchemaCondition]@type
ForNode name=s!
ForZone name=s!
GlusterfsPersistentVolumeSource endpoints=s! path=s! readOnly=b endpointsNamespace=*s
GroupSubject name=s!
HPAScalingPolicy type=s:HPAScalingPolicyType! value=i32! periodSeconds=i32!
HPAScalingRules stabilizationWindowSeconds=*i32 selectPolicy=*s:ScalingPolicySelect policies=[HPAScalingPolicy] tolerance=*q
HTTPIngressPath path=s pathType=*s:PathType! backend=IngressBackend!
HTTPIngressRuleValue paths=[HTTPIngressPath]!
HorizontalPodAutoscaler metadata=ObjectMeta! spec=HorizontalPodAutoscalerSpec! status=HorizontalPodAutoscalerStatus!
HorizontalPodAutoscalerBehavior scaleUp=HPAScalingRules scaleDown=HPAScalingRules
HorizontalPodAutoscalerCondition type=s:HorizontalPodAutoscalerConditionType! status=s:ConditionStatus! lastTransitionTime=t! reason=s message=s
HorizontalPodAutoscalerSpec scaleTargetRef=CrossVersionObjectReference! minReplicas=*i32 maxReplicas=i32! metrics=[MetricSpec] behavior=HorizontalPodAutoscalerBehavior
HorizontalPodAutoscalerSpec~2 scaleTargetRef=CrossVersionObjectReference~2! minReplicas=*i32 maxReplicas=i32! targetCPUUtilizationPercentage=*i32
HorizontalPodAutoscalerStatus observedGeneration=*i64 lastScaleTime=*t currentReplicas=i32 desiredReplicas=i32! currentMetrics=[MetricStatus]! conditions=[HorizontalPodAutoscalerCondition]@type
HorizontalPodAutoscalerStatus~2 observedGeneration=*i64 lastScaleTime=*t currentReplicas=i32! desiredReplicas=i32! currentCPUUtilizationPercentage=*i32
HorizontalPodAutoscaler~2 metadata=ObjectMeta! spec=HorizontalPodAutoscalerSpec~2! status=HorizontalPodAutoscalerStatus~2!
IPAddress metadata=ObjectMeta! spec=IPAddressSpec!
IPAddressSpec parentRef=ParentReference
IPBlock cidr=s! except=[s]
ISCSIPersistentVolumeSource targetPortal=s! iqn=s! lun=i32! iscsiInterface=s fsType=s readOnly=b portals=[s] chapAuthDiscovery=b chapAuthSession=b secretRef=SecretReference initiatorName=*s
Ingress metadata=ObjectMeta! spec=IngressSpec! status=IngressStatus!
IngressBackend service=IngressServiceBackend resource=TypedLocalObjectReference
IngressClass metadata=ObjectMeta! spec=IngressClassSpec!
IngressClassParametersReference apiGroup=*s kind=s! name=s! scope=*s! namespace=*s
IngressClassSpec controller=s parameters=IngressClassParametersReference
IngressLoadBalancerIngress ip=s hostname=s ports=[IngressPortStatus]
IngressLoadBalancerStatus ingress=[IngressLoadBalancerIngress]
IngressPortStatus port=i32! protocol=s:Protocol! error=*s
IngressRule host=s http=HTTPIngressRuleValue
IngressServiceBackend name=s! port=ServiceBackendPort!
IngressSpec ingressClassName=*s defaultBackend=IngressBackend tls=[IngressTLS] rules=[IngressRule]
IngressStatus loadBalancer=IngressLoadBalancerStatus!
IngressTLS hosts=[s] secretName=s
JSONPatch expression=s
JSONSchemaProps id=s $schema=s:JSONSchemaURL $ref=*s description=s type=s format=s title=s default=*x maximum=*f exclusiveMaximum=b minimum=*f exclusiveMinimum=b maxLength=*i64 minLength=*i64 pattern=s maxItems=*i64 minItems=*i64 uniqueItems=b multipleOf=*f enum=[x] maxProperties=*i64 minProperties=*i64 required=[s] items=*x allOf=[JSONSchemaProps] oneOf=[JSONSchemaProps] anyOf=[JSONSchemaProps] not=JSONSchemaProps properties={JSONSchemaProps} additionalProperties=*x patternProperties={JSONSchemaProps} dependencies={x} additionalItems=*x definitions={JSONSchemaProps} externalDocs=ExternalDocumentation example=*x nullable=b x-kubernetes-preserve-unknown-fields=*b x-kubernetes-embedded-resource=b x-kubernetes-int-or-string=b x-kubernetes-list-map-keys=[s] x-kubernetes-list-type=*s x-kubernetes-map-type=*s x-kubernetes-validations=[ValidationRule]@rule
Job metadata=ObjectMeta! spec=JobSpec! status=JobStatus!
JobCondition type=s:JobConditionType! status=s:ConditionStatus! lastProbeTime=t! lastTransitionTime=t! reason=s message=s
JobSpec parallelism=*i32 completions=*i32 activeDeadlineSeconds=*i64 podFailurePolicy=PodFailurePolicy successPolicy=SuccessPolicy backoffLimit=*i32 backoffLimitPerIndex=*i32 maxFailedIndexes=*i32 selector=LabelSelector manualSelector=*b template=PodTemplateSpec! ttlSecondsAfterFinished=*i32 completionMode=*s:CompletionMode suspend=*b podReplacementPolicy=*s:PodReplacementPolicy managedBy=*s
JobStatus conditions=[JobCondition]@type startTime=*t completionTime=*t active=i32 succeeded=i32 failed=i32 terminating=*i32 completedIndexes=s failedIndexes=*s uncountedTerminatedPods=UncountedTerminatedPods ready=*i32
JobTemplateSpec metadata=ObjectMeta! spec=JobSpec!
Lease metadata=ObjectMeta! spec=LeaseSpec!
LeaseSpec holderIdentity=*s leaseDurationSeconds=*i32 acquireTime=*mt renewTime=*mt leaseTransitions=*i32 strategy=*s:CoordinatedLeaseStrategy preferredHolder=*s
LimitRange metadata=ObjectMeta! spec=LimitRangeSpec!
LimitRangeItem type=s:LimitType! max={q} min={q} default={q} defaultRequest={q} maxLimitRequestRatio={q}
LimitRangeSpec limits=[LimitRangeItem]!
LimitResponse type=s:LimitResponseType! queuing=QueuingConfiguration
LimitedPriorityLevelConfiguration nominalConcurrencyShares=*i32! limitResponse=LimitResponse! lendablePercent=*i32 borrowingLimitPercent=*i32
LoadBalancerIngress ip=s hostname=s ipMode=*s:LoadBalancerIPMode ports=[PortStatus]
LoadBalancerStatus ingress=[LoadBalancerIngress]
LocalVolumeSource path=s! fsType=*s
MatchCondition name=s! expression=s!
MatchResources namespaceSelector=LabelSelector objectSelector=LabelSelector resourceRules=[NamedRuleWithOperations] excludeResourceRules=[NamedRuleWithOperations] matchPolicy=*s:MatchPolicyType
MetricIdentifier name=s! selector=LabelSelector
MetricSpec type=s:MetricSourceType! object=ObjectMetricSource pods=PodsMetricSource resource=ResourceMetricSource containerResource=ContainerResourceMetricSource external=ExternalMetricSource
MetricStatus type=s:MetricSourceType! object=ObjectMetricStatus pods=PodsMetricStatus resource=ResourceMetricStatus containerResource=ContainerResourceMetricStatus external=ExternalMetricStatus
MetricTarget type=s:MetricTargetType! value=*q averageValue=*q averageUtilization=*i32
MetricValueStatus value=*q averageValue=*q averageUtilization=*i32
ModifyVolumeStatus targetVolumeAttributesClassName=s status=s:PersistentVolumeClaimModifyVolumeStatus!
MutatingAdmissionPolicy metadata=ObjectMeta! spec=MutatingAdmissionPolicySpec!
MutatingAdmissionPolicyBinding metadata=ObjectMeta! spec=MutatingAdmissionPolicyBindingSpec!
MutatingAdmissionPolicyBindingSpec policyName=s paramRef=ParamRef matchResources=MatchResources
MutatingAdmissionPolicySpec paramKind=ParamKind matchConstraints=MatchResources variables=[Variable] mutations=[Mutation] failurePolicy=*s:FailurePolicyType matchConditions=[MatchCondition]@name reinvocationPolicy=s:ReinvocationPolicyType
MutatingWebhook name=s! clientConfig=WebhookClientConfig! rules=[RuleWithOperations] failurePolicy=*s:FailurePolicyType matchPolicy=*s:MatchPolicyType namespaceSelector=LabelSelector objectSelector=LabelSelector sideEffects=*s:SideEffectClass! timeoutSeconds=*i32 admissionReviewVersions=[s]! reinvocationPolicy=*s:ReinvocationPolicyType matchConditions=[MatchCondition]@name
MutatingWebhookConfiguration metadata=ObjectMeta! webhooks=[MutatingWebhook]@name
Mutation patchType=s:PatchType! applyConfiguration=ApplyConfiguration jsonPatch=JSONPatch
NamedRuleWithOperations resourceNames=[s] operations=[s:OperationType] apiGroups=[s] apiVersions=[s] resources=[s] scope=*s:ScopeType
NetworkDeviceData interfaceName=s ips=[s] hardwareAddress=s
NetworkPolicy metadata=ObjectMeta! spec=NetworkPolicySpec!
NetworkPolicyEgressRule ports=[NetworkPolicyPort] to=[NetworkPolicyPeer]
NetworkPolicyIngressRule ports=[NetworkPolicyPort] from=[NetworkPolicyPeer]
NetworkPolicyPeer podSelector=LabelSelector namespaceSelector=LabelSelector ipBlock=IPBlock
NetworkPolicyPort protocol=*s:Protocol port=*ios endPort=*i32
NetworkPolicySpec podSelector=LabelSelector! ingress=[NetworkPolicyIngressRule] egress=[NetworkPolicyEgressRule] policyTypes=[s:PolicyType]
NodeAllocatableResourceMapping capacityKey=*s:QualifiedName allocationMultiplier=*q
NonResourcePolicyRule verbs=[s]! nonResourceURLs=[s]!
ObjectMetricSource describedObject=CrossVersionObjectReference! target=MetricTarget! metric=MetricIdentifier!
ObjectMetricStatus metric=MetricIdentifier! current=MetricValueStatus! describedObject=CrossVersionObjectReference!
OpaqueDeviceConfiguration driver=s! parameters=x!
Overhead podFixed={q}
ParamKind apiVersion=s kind=s
ParamRef name=s namespace=s selector=LabelSelector parameterNotFoundAction=*s:ParameterNotFoundActionType
ParentReference group=s resource=s namespace=s name=s
PersistentVolume metadata=ObjectMeta! spec=PersistentVolumeSpec! status=PersistentVolumeStatus!
PersistentVolumeClaim metadata=ObjectMeta! spec=PersistentVolumeClaimSpec! status=PersistentVolumeClaimStatus!
PersistentVolumeClaimCondition type=s:PersistentVolumeClaimConditionType! status=s:ConditionStatus! lastProbeTime=t! lastTransitionTime=t! reason=s message=s
PersistentVolumeClaimStatus phase=s:PersistentVolumeClaimPhase accessModes=[s:PersistentVolumeAccessMode] capacity={q} conditions=[PersistentVolumeClaimCondition]@type allocatedResources={q} allocatedResourceStatuses={s:ClaimResourceStatus} currentVolumeAttributesClassName=*s modifyVolumeStatus=ModifyVolumeStatus
PersistentVolumeSpec capacity={q} gcePersistentDisk=GCEPersistentDiskVolumeSource awsElasticBlockStore=AWSElasticBlockStoreVolumeSource hostPath=HostPathVolumeSource glusterfs=GlusterfsPersistentVolumeSource nfs=NFSVolumeSource rbd=RBDPersistentVolumeSource iscsi=ISCSIPersistentVolumeSource cinder=CinderPersistentVolumeSource cephfs=CephFSPersistentVolumeSource fc=FCVolumeSource flocker=FlockerVolumeSource flexVolume=FlexPersistentVolumeSource azureFile=AzureFilePersistentVolumeSource vsphereVolume=VsphereVirtualDiskVolumeSource quobyte=QuobyteVolumeSource azureDisk=AzureDiskVolumeSource photonPersistentDisk=PhotonPersistentDiskVolumeSource portworxVolume=PortworxVolumeSource scaleIO=ScaleIOPersistentVolumeSource local=LocalVolumeSource storageos=StorageOSPersistentVolumeSource csi=CSIPersistentVolumeSource accessModes=[s:PersistentVolumeAccessMode] claimRef=ObjectReference persistentVolumeReclaimPolicy=s:PersistentVolumeReclaimPolicy storageClassName=s mountOptions=[s] volumeMode=*s:PersistentVolumeMode nodeAffinity=VolumeNodeAffinity volumeAttributesClassName=*s
PersistentVolumeStatus phase=s:PersistentVolumePhase message=s reason=s lastPhaseTransitionTime=*t
PodDisruptionBudget metadata=ObjectMeta! spec=PodDisruptionBudgetSpec! status=PodDisruptionBudgetStatus!
PodDisruptionBudgetSpec minAvailable=*ios selector=LabelSelector% maxUnavailable=*ios unhealthyPodEvictionPolicy=*s:UnhealthyPodEvictionPolicyType
PodDisruptionBudgetStatus observedGeneration=i64 disruptedPods={t} disruptionsAllowed=i32! currentHealthy=i32! desiredHealthy=i32! expectedPods=i32! conditions=[Condition]@type
PodFailurePolicy rules=[PodFailurePolicyRule]!
PodFailurePolicyOnExitCodesRequirement containerName=*s operator=s:PodFailurePolicyOnExitCodesOperator! values=[i32]!
PodFailurePolicyOnPodConditionsPattern type=s:PodConditionType! status=s:ConditionStatus!
PodFailurePolicyRule action=s:PodFailurePolicyAction! onExitCodes=PodFailurePolicyOnExitCodesRequirement onPodConditions=[PodFailurePolicyOnPodConditionsPattern]
PodTemplate metadata=ObjectMeta! template=PodTemplateSpec!
PodTemplateSpec metadata=ObjectMeta! spec=PodSpec!
PodsMetricSource metric=MetricIdentifier! target=MetricTarget!
PodsMetricStatus metric=MetricIdentifier! current=MetricValueStatus!
PolicyRulesWithSubjects subjects=[Subject~2]! resourceRules=[ResourcePolicyRule] nonResourceRules=[NonResourcePolicyRule]
PortStatus port=i32! protocol=s:Protocol! error=*s
Preconditions uid=*s:UID resourceVersion=*s
PriorityClass metadata=ObjectMeta! value=i32! globalDefault=b description=s preemptionPolicy=*s:PreemptionPolicy
PriorityLevelConfiguration metadata=ObjectMeta! spec=PriorityLevelConfigurationSpec! status=PriorityLevelConfigurationStatus!
PriorityLevelConfigurationCondition type=s:PriorityLevelConfigurationConditionType status=s:ConditionStatus lastTransitionTime=t! reason=s message=s
PriorityLevelConfigurationReference name=s!
PriorityLevelConfigurationSpec type=s:PriorityLevelEnablement! limited=LimitedPriorityLevelConfiguration exempt=ExemptPriorityLevelConfiguration
PriorityLevelConfigurationStatus conditions=[PriorityLevelConfigurationCondition]@type
QueuingConfiguration queues=i32! handSize=i32! queueLengthLimit=i32!
RBDPersistentVolumeSource monitors=[s]! image=s! fsType=s pool=s user=s keyring=s secretRef=SecretReference readOnly=b
ReplicaSet metadata=ObjectMeta! spec=ReplicaSetSpec! status=ReplicaSetStatus!
ReplicaSetCondition type=s:ReplicaSetConditionType! status=s:ConditionStatus! lastTransitionTime=t! reason=s message=s
ReplicaSetSpec replicas=*i32 minReadySeconds=i32 selector=*LabelSelector! template=PodTemplateSpec!
ReplicaSetStatus replicas=i32! fullyLabeledReplicas=i32 readyReplicas=i32 availableReplicas=i32 terminatingReplicas=*i32 observedGeneration=i64 conditions=[ReplicaSetCondition]@type
ReplicationController metadata=ObjectMeta! spec=ReplicationControllerSpec! status=ReplicationControllerStatus!
ReplicationControllerCondition type=s:ReplicationControllerConditionType! status=s:ConditionStatus! lastTransitionTime=t! reason=s message=s
ReplicationControllerSpec replicas=*i32 minReadySeconds=i32 selector={s} template=PodTemplateSpec
ReplicationControllerStatus replicas=i32! fullyLabeledReplicas=i32 readyReplicas=i32 availableReplicas=i32 observedGeneration=i64 conditions=[ReplicationControllerCondition]@type
ResourceClaimConsumerReference apiGroup=s resource=s! name=s! uid=s:UID!
ResourceClaimSpec devices=DeviceClaim!
ResourceClaimStatus allocation=AllocationResult reservedFor=[ResourceClaimConsumerReference]@uid devices=[AllocatedDeviceStatus]
ResourceClaimTemplate metadata=ObjectMeta! spec=ResourceClaimTemplateSpec!
ResourceClaimTemplateSpec metadata=ObjectMeta! spec=ResourceClaimSpec!
ResourceClaim~2 metadata=ObjectMeta! spec=ResourceClaimSpec! status=ResourceClaimStatus!
ResourceMetricSource name=s:ResourceName! target=MetricTarget!
ResourceMetricStatus name=s:ResourceName! current=MetricValueStatus!
ResourcePolicyRule verbs=[s]! apiGroups=[s]! resources=[s]! clusterScope=b namespaces=[s]!
ResourcePool name=s! generation=i64! resourceSliceCount=i64!
ResourceQuota metadata=ObjectMeta! spec=ResourceQuotaSpec! status=ResourceQuotaStatus!
ResourceQuotaSpec hard={q} scopes=[s:ResourceQuotaScope] scopeSelector=ScopeSelector
ResourceQuotaStatus hard={q} used={q}
ResourceSlice metadata=ObjectMeta! spec=ResourceSliceSpec!
ResourceSliceSpec driver=s! pool=ResourcePool! nodeName=*s nodeSelector=NodeSelector allNodes=*b devices=[Device] perDeviceNodeSelection=*b sharedCounters=[CounterSet]
RollingUpdateDaemonSet maxUnavailable=*ios maxSurge=*ios
RollingUpdateDeployment maxUnavailable=*ios maxSurge=*ios
RollingUpdateStatefulSetStrategy partition=*i32 maxUnavailable=*ios
RuleWithOperations operations=[s:OperationType] apiGroups=[s] apiVersions=[s] resources=[s] scope=*s:ScopeType
RuntimeClass metadata=ObjectMeta! handler=s! overhead=Overhead scheduling=Scheduling
ScaleIOPersistentVolumeSource gateway=s! system=s! secretRef=*SecretReference! sslEnabled=b protectionDomain=s storagePool=s storageMode=s volumeName=s fsType=s readOnly=b
Scheduling nodeSelector={s} tolerations=[Toleration]
ScopeSelector matchExpressions=[ScopedResourceSelectorRequirement]
ScopedResourceSelectorRequirement scopeName=s:ResourceQuotaScope! operator=s:ScopeSelectorOperator! values=[s]
SecretReference name=s namespace=s
SelectableField jsonPath=s!
Service metadata=ObjectMeta! spec=ServiceSpec! status=ServiceStatus!
ServiceAccountSubject namespace=s! name=s!
ServiceBackendPort name=s number=i32
ServiceCIDR metadata=ObjectMeta! spec=ServiceCIDRSpec! status=ServiceCIDRStatus!
ServiceCIDRSpec cidrs=[s]
ServiceCIDRStatus conditions=[Condition]@type
ServicePort name=s protocol=s:Protocol appProtocol=*s port=i32! targetPort=ios! nodePort=i32
ServiceReference namespace=s name=s port=*i32
ServiceReference~2 namespace=s! name=s! path=*s port=*i32
ServiceReference~3 namespace=s! name=s! path=*s port=*i32
ServiceSpec ports=[ServicePort]@port selector={s} clusterIP=s clusterIPs=[s] type=s:ServiceType externalIPs=[s] sessionAffinity=s:ServiceAffinity loadBalancerIP=s loadBalancerSourceRanges=[s] externalName=s externalTrafficPolicy=s:ServiceExternalTrafficPolicy healthCheckNodePort=i32 publishNotReadyAddresses=b sessionAffinityConfig=SessionAffinityConfig ipFamilies=[s:IPFamily] ipFamilyPolicy=*s:IPFamilyPolicy allocateLoadBalancerNodePorts=*b loadBalancerClass=*s internalTrafficPolicy=*s:ServiceInternalTrafficPolicy trafficDistribution=*s
ServiceStatus loadBalancer=LoadBalancerStatus! conditions=[Condition]@type
SessionAffinityConfig clientIP=ClientIPConfig
StatefulSet metadata=ObjectMeta! spec=StatefulSetSpec! status=StatefulSetStatus!
StatefulSetCondition type=s:StatefulSetConditionType! status=s:ConditionStatus! lastTransitionTime=t! reason=s message=s
StatefulSetOrdinals start=i32!
StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted=s:PersistentVolumeClaimRetentionPolicyType whenScaled=s:PersistentVolumeClaimRetentionPolicyType
StatefulSetSpec replicas=*i32 selector=*LabelSelector! template=PodTemplateSpec! volumeClaimTemplates=[PersistentVolumeClaim] serviceName=s! podManagementPolicy=s:PodManagementPolicyType updateStrategy=StatefulSetUpdateStrategy! revisionHistoryLimit=*i32 minReadySeconds=i32 persistentVolumeClaimRetentionPolicy=StatefulSetPersistentVolumeClaimRetentionPolicy ordinals=StatefulSetOrdinals
StatefulSetStatus observedGeneration=i64 replicas=i32! readyReplicas=i32 currentReplicas=i32 updatedReplicas=i32 currentRevision=s updateRevision=s collisionCount=*i32 conditions=[StatefulSetCondition]@type availableReplicas=i32!
StatefulSetUpdateStrategy type=s:StatefulSetUpdateStrategyType rollingUpdate=RollingUpdateStatefulSetStrategy
StorageClass metadata=ObjectMeta! provisioner=s! parameters={s} reclaimPolicy=*s:PersistentVolumeReclaimPolicy mountOptions=[s] allowVolumeExpansion=*b volumeBindingMode=*s:VolumeBindingMode allowedTopologies=[TopologySelectorTerm]
StorageOSPersistentVolumeSource volumeName=s volumeNamespace=s fsType=s readOnly=b secretRef=ObjectReference
Subject~2 kind=s:SubjectKind! user=UserSubject group=GroupSubject serviceAccount=ServiceAccountSubject
SuccessPolicy rules=[SuccessPolicyRule]!
SuccessPolicyRule succeededIndexes=*s succeededCount=*i32
TokenRequest~2 audience=s! expirationSeconds=*i64
TopologySelectorLabelRequirement key=s! values=[s]!
TopologySelectorTerm matchLabelExpressions=[TopologySelectorLabelRequirement]
TypeChecking expressionWarnings=[ExpressionWarning]
UncountedTerminatedPods succeeded=[s:UID] failed=[s:UID]
UserSubject name=s!
ValidatingAdmissionPolicy metadata=ObjectMeta! spec=ValidatingAdmissionPolicySpec! status=ValidatingAdmissionPolicyStatus!
ValidatingAdmissionPolicyBinding metadata=ObjectMeta! spec=ValidatingAdmissionPolicyBindingSpec!
ValidatingAdmissionPolicyBindingSpec policyName=s paramRef=ParamRef matchResources=MatchResources validationActions=[s:ValidationAction]
ValidatingAdmissionPolicySpec paramKind=ParamKind matchConstraints=MatchResources validations=[Validation] failurePolicy=*s:FailurePolicyType auditAnnotations=[AuditAnnotation] matchConditions=[MatchCondition]@name variables=[Variable]@name
ValidatingAdmissionPolicyStatus observedGeneration=i64 typeChecking=TypeChecking conditions=[Condition]
ValidatingWebhook name=s! clientConfig=WebhookClientConfig! rules=[RuleWithOperations] failurePolicy=*s:FailurePolicyType matchPolicy=*s:MatchPolicyType namespaceSelector=LabelSelector objectSelector=LabelSelector sideEffects=*s:SideEffectClass! timeoutSeconds=*i32 admissionReviewVersions=[s]! matchConditions=[MatchCondition]@name
ValidatingWebhookConfiguration metadata=ObjectMeta! webhooks=[ValidatingWebhook]@name
Validation expression=s! message=s reason=*s:StatusReason messageExpression=s
ValidationRule rule=s! message=s messageExpression=s reason=*s:FieldValueErrorReason fieldPath=s optionalOldSelf=*b
Variable name=s! expression=s!
VolumeAttachment metadata=ObjectMeta! spec=VolumeAttachmentSpec! status=VolumeAttachmentStatus!
VolumeAttachmentSource persistentVolumeName=*s capacity={q} gcePersistentDisk=GCEPersistentDiskVolumeSource awsElasticBlockStore=AWSElasticBlockStoreVolumeSource hostPath=HostPathVolumeSource glusterfs=GlusterfsPersistentVolumeSource nfs=NFSVolumeSource rbd=RBDPersistentVolumeSource iscsi=ISCSIPersistentVolumeSource cinder=CinderPersistentVolumeSource cephfs=CephFSPersistentVolumeSource fc=FCVolumeSource flocker=FlockerVolumeSource flexVolume=FlexPersistentVolumeSource azureFile=AzureFilePersistentVolumeSource vsphereVolume=VsphereVirtualDiskVolumeSource quobyte=QuobyteVolumeSource azureDisk=AzureDiskVolumeSource photonPersistentDisk=PhotonPersistentDiskVolumeSource portworxVolume=PortworxVolumeSource scaleIO=ScaleIOPersistentVolumeSource local=LocalVolumeSource storageos=StorageOSPersistentVolumeSource csi=CSIPersistentVolumeSource accessModes=[s:PersistentVolumeAccessMode] claimRef=ObjectReference persistentVolumeReclaimPolicy=s:PersistentVolumeReclaimPolicy storageClassName=s mountOptions=[s] volumeMode=*s:PersistentVolumeMode nodeAffinity=VolumeNodeAffinity volumeAttributesClassName=*s
VolumeAttachmentSpec attacher=s! source=VolumeAttachmentSource! nodeName=s!
VolumeAttachmentStatus attached=b! attachmentMetadata={s} attachError=VolumeError detachError=VolumeError
VolumeAttributesClass metadata=ObjectMeta! driverName=s! parameters={s}
VolumeError time=t! message=s errorCode=*i32
VolumeNodeAffinity required=NodeSelector
VolumeNodeResources count=*i32
WebhookClientConfig url=*s service=ServiceReference~2 caBundle=bytes
WebhookClientConfig~2 url=*s service=ServiceReference~3 caBundle=bytes
WebhookConversion clientConfig=WebhookClientConfig~2 conversionReviewVersions=[s]!
`;
