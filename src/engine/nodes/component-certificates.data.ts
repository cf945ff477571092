// Client certificates of the cluster's own components, made once with openssl (P-256, signed by the minikube base world's CA), and what parsing them gives,
// so that nothing is parsed when they are used. A test compares the two. Their private halves are needed by nobody here.
import type { KnownCertificate } from '../crypto/certificate.ts';

export interface ComponentCertificate {
  /** PEM. */
  readonly crt: string;
  readonly known: KnownCertificate;
}

export const componentCertificates: Readonly<Record<'kubelet' | 'scheduler' | 'controller-manager', ComponentCertificate>> = {
"kubelet": { crt: `-----BEGIN CERTIFICATE-----
MIICcDCCAVigAwIBAgIBCzANBgkqhkiG9w0BAQsFADAVMRMwEQYDVQQDDAptaW5p
a3ViZUNBMB4XDTI2MDUxNzEwMDIxMVoXDTM2MDUxNDEwMDIxMVowNjEVMBMGA1UE
CgwMc3lzdGVtOm5vZGVzMR0wGwYDVQQDDBRzeXN0ZW06bm9kZTptaW5pa3ViZTBZ
MBMGByqGSM49AgEGCCqGSM49AwEHA0IABBB0YKRxkdajdwiWvAZQQwGfCFhWgYBq
yiFHa8Ti4phQ8GKTzKS95dY0QCm7XKs9bgXsxAnHJuElzdS+i2Gm9TOjdTBzMA4G
A1UdDwEB/wQEAwIFoDATBgNVHSUEDDAKBggrBgEFBQcDAjAMBgNVHRMBAf8EAjAA
MB8GA1UdIwQYMBaAFDGraahfRXKe0db+gTCgHegGPbQqMB0GA1UdDgQWBBTLevb+
qjB0P8pCjjL6EO0/nwnyhjANBgkqhkiG9w0BAQsFAAOCAQEAhW6X6CxGOiDVdvHo
kzdRVgNTw/KnfMknC7tUXcFmTyQ+tFX33sCsQimls/FY5pgtjeNlCcRfVWh0ZZwP
3K5f8zSyhUB24kG1yfmW1pAgd1m/CPjx4OgA7FnNxu3eH+7uV+KQqmE+jUZOh/Na
OCHXJE+11QaBGk/50BAb8wuduiSzHKiizrGspLggORUsmhFPqIEbmzz+9ftlpGIJ
JBH/QppEWm7XKijKHUQn+s12Y4NJFLjZwMedmNS/8JiBpG/WKDc+8LdRdij3J6mf
qXnPUx7wkoZ20HW/HR91jPYSeiMNiZN3nXnj0IL/LXqHpG9ZoQfJsjKUJxciwUWy
KFC3kg==
-----END CERTIFICATE-----
`, known: {"facts":{"subject":"CN=system:node:minikube,O=system:nodes","commonName":"system:node:minikube","organizations":["system:nodes"],"issuer":"CN=minikubeCA","serial":"11","notBefore":"2026-05-17T10:02:11Z","notAfter":"2036-05-14T10:02:11Z","extendedKeyUsage":["client auth"],"dnsNames":[],"ipAddresses":[],"isCA":false,"sha256":"d4e90642e753fd32788259e349ae2670df8b6bfd08f28e24d4ff3a9993d1a1dd"},"more":{"key":"0139e810a86d58fa09a02bf71a64da99da32f0055eddedb2f8b17454ad23504a","signedBy":"1ffb0f49ecf4eaafc73cc25685577f8fd3e70f1f10da44593990077a793fe4fa","subjectKeyId":"CB:7A:F6:FE:AA:30:74:3F:CA:42:8E:32:FA:10:ED:3F:9F:09:F2:86","authorityKeyId":"31:AB:69:A8:5F:45:72:9E:D1:D6:FE:81:30:A0:1D:E8:06:3D:B4:2A","uids":[]}} },
"scheduler": { crt: `-----BEGIN CERTIFICATE-----
MIICWjCCAUKgAwIBAgIBDDANBgkqhkiG9w0BAQsFADAVMRMwEQYDVQQDDAptaW5p
a3ViZUNBMB4XDTI2MDUxNzEwMDIxMVoXDTM2MDUxNDEwMDIxMVowIDEeMBwGA1UE
AwwVc3lzdGVtOmt1YmUtc2NoZWR1bGVyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAEm87hlbnMIZ5c5V48pBiaJ1eO8VmX7J8+aH1hN9xWQ9B5biYbhnG0T7oS+abE
Nq4dLys4CAb6Z+RlqjtruOt8nqN1MHMwDgYDVR0PAQH/BAQDAgWgMBMGA1UdJQQM
MAoGCCsGAQUFBwMCMAwGA1UdEwEB/wQCMAAwHwYDVR0jBBgwFoAUMatpqF9Fcp7R
1v6BMKAd6AY9tCowHQYDVR0OBBYEFOjyu5Kz8lZGzA9jBbX9bkdNwSsMMA0GCSqG
SIb3DQEBCwUAA4IBAQBS/9npKmfgkarUBt5/iG+Bvk22odZleWj4UOL64To1HA+o
ARv46r25FMIGFijheJ+D+I7oXAZ5+M35mg8BAO02F+P8rsdEOaMlO9yqOuDwIk8b
u7a4Rz0c2PvpLEZZUS6ursAH148umV510QO3eG6KIYAPKnfna97+H2X9seJgp5vh
kM+aIJLJRprTJffCuSP1kTKWjmQ62TU4uObAEruOu9zQyI6umoho8qhiDyF55QIR
YaNPXsmob9Afhgrso/TF/YFmqSXLXe4Zfwavbb1MdUUqJ0zReX625X89o2KfRgmq
KMIOq2ZSt/H3uL7x7sQeicYpzWcbb4xoZEgMlLrz
-----END CERTIFICATE-----
`, known: {"facts":{"subject":"CN=system:kube-scheduler","commonName":"system:kube-scheduler","organizations":[],"issuer":"CN=minikubeCA","serial":"12","notBefore":"2026-05-17T10:02:11Z","notAfter":"2036-05-14T10:02:11Z","extendedKeyUsage":["client auth"],"dnsNames":[],"ipAddresses":[],"isCA":false,"sha256":"65f46bed97e385fdfbabd4ddec16523e3c529c046208c6aa674840f084d566ac"},"more":{"key":"58f59e863a97778960689acd8fea1e8cd53644de293d3b65fea430decb417114","signedBy":"1ffb0f49ecf4eaafc73cc25685577f8fd3e70f1f10da44593990077a793fe4fa","subjectKeyId":"E8:F2:BB:92:B3:F2:56:46:CC:0F:63:05:B5:FD:6E:47:4D:C1:2B:0C","authorityKeyId":"31:AB:69:A8:5F:45:72:9E:D1:D6:FE:81:30:A0:1D:E8:06:3D:B4:2A","uids":[]}} },
"controller-manager": { crt: `-----BEGIN CERTIFICATE-----
MIICYzCCAUugAwIBAgIBDTANBgkqhkiG9w0BAQsFADAVMRMwEQYDVQQDDAptaW5p
a3ViZUNBMB4XDTI2MDUxNzEwMDIxMVoXDTM2MDUxNDEwMDIxMVowKTEnMCUGA1UE
Awwec3lzdGVtOmt1YmUtY29udHJvbGxlci1tYW5hZ2VyMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAE5jqhduK0rjtw/9ia1aw61EypVCLpjEp3uLsnOhFBQ8QZa4JT
zbvRoIV8sQvBQcKdw5r/5ETJ8nEfvWZX7FikcqN1MHMwDgYDVR0PAQH/BAQDAgWg
MBMGA1UdJQQMMAoGCCsGAQUFBwMCMAwGA1UdEwEB/wQCMAAwHwYDVR0jBBgwFoAU
MatpqF9Fcp7R1v6BMKAd6AY9tCowHQYDVR0OBBYEFJSk8f+LQqc6iRCQnPjM7Fj9
BkkvMA0GCSqGSIb3DQEBCwUAA4IBAQBJfIAmlxINzUdDvlcPEGHfg53pLA7TF75w
21VwFqqeL6lAF3RO+1b8geAcCK8nbSgv95vKDJST2kJEAkdPP6DvFJIrrKvP5Ky2
Ee08z6vhRmQ5aAtbMFWcKKIvBx6WwckQPcnzzEnHJSG1EoNbHDJqb9IhEb3nUfP6
5mJjRXaYd8Gk3MThDwevMchNzm2v0vDpKiHuRztTo1NTrU/U8BhTp3QthbYWdmL5
EFrjyC304m8hrGYy1L5k7EENe9Za6fxEOOZkyp7kDg+zBOzbQIX7BY+MP44W1tIY
Lf6wqPw/bazNYmBb60UdNTp1rzFd60IjK6ax8TolZSIziVc8PKIc
-----END CERTIFICATE-----
`, known: {"facts":{"subject":"CN=system:kube-controller-manager","commonName":"system:kube-controller-manager","organizations":[],"issuer":"CN=minikubeCA","serial":"13","notBefore":"2026-05-17T10:02:11Z","notAfter":"2036-05-14T10:02:11Z","extendedKeyUsage":["client auth"],"dnsNames":[],"ipAddresses":[],"isCA":false,"sha256":"18f648c1dda3dfa3fc6dcab0d1dc166fe6bc168bf041b2c1f094bcfe96c49607"},"more":{"key":"ecff163db783707952c774b4bbf107ca6f25bcfa4c85deaf31a141945f44ba13","signedBy":"1ffb0f49ecf4eaafc73cc25685577f8fd3e70f1f10da44593990077a793fe4fa","subjectKeyId":"94:A4:F1:FF:8B:42:A7:3A:89:10:90:9C:F8:CC:EC:58:FD:06:49:2F","authorityKeyId":"31:AB:69:A8:5F:45:72:9E:D1:D6:FE:81:30:A0:1D:E8:06:3D:B4:2A","uids":[]}} },
};
