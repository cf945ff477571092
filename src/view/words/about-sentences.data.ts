// What each desk is made to say on an ordinary day, letter for letter: read it as a learner would.
export const SAID: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "authn.front-proxy": {
    "recognised": "A front proxy with a good certificate vouches for you: you are system:bootstrap:abcdef.",
    "no-certificate": "No front proxy speaks for you, so the next desk is asked.",
    "names-no-user": "No front proxy speaks for you, so the next desk is asked.",
    "not-mine": "Your certificate is not a front proxy’s, so the next desk is asked.",
    "expired": "The front proxy is not believed: signed by an unknown CA.",
    "not-yet-valid": "The front proxy is not believed: signed by an unknown CA.",
    "unknown-authority": "The front proxy is not believed: signed by an unknown CA.",
    "incompatible-usage": "The front proxy is not believed: signed by an unknown CA.",
    "name-not-allowed": "The front proxy is not believed: signed by an unknown CA."
  },
  "authn.x509": {
    "recognised": "A CA the server trusts signed your certificate, so you are system:bootstrap:abcdef.",
    "no-certificate": "You sent no client certificate, so the next desk is asked.",
    "no-common-name": "X.509 client certificate has no opinion (signed by an unknow…), so the next desk is asked.",
    "expired": "Your client certificate is not believed: signed by an unknown CA.",
    "not-yet-valid": "Your client certificate is not believed: signed by an unknown CA.",
    "unknown-authority": "Your client certificate is not believed: signed by an unknown CA.",
    "incompatible-usage": "Your client certificate is not believed: signed by an unknown CA.",
    "uid-unreadable": "Your client certificate is not believed: signed by an unknown CA."
  },
  "authn.static-token-file": {
    "recognised": "The static token file knows this token: it belongs to system:bootstrap:abcdef.",
    "no-such-line": "The static token file has no line for this token, so the next desk is asked.",
    "another-audience": "A line of the token file is for this API server alone, so the next desk is asked."
  },
  "authn.service-account": {
    "recognised-account": "The signature is valid, so the token speaks for the service account system:bootstrap:ab….",
    "recognised-pod": "The signature is valid, so the token speaks for the Pod: it is system:bootstrap:abcdef.",
    "not-a-jwt": "This is no token of a service account, so the next desk is asked.",
    "no-issuer": "This is no token of a service account, so the next desk is asked.",
    "another-issuer": "This is no token of a service account, so the next desk is asked.",
    "unknown-key": "This service account token is refused: signed by an unknown CA.",
    "signature-invalid": "This service account token is refused: signed by an unknown CA.",
    "claims-unreadable": "This service account token is refused: signed by an unknown CA.",
    "wrong-issuer": "This service account token is refused: signed by an unknown CA.",
    "wrong-audience": "This service account token is refused: signed by an unknown CA.",
    "expired": "This service account token is refused: signed by an unknown CA.",
    "not-yet-valid": "This service account token is refused: signed by an unknown CA.",
    "issued-in-the-future": "This service account token is refused: signed by an unknown CA.",
    "names-no-account": "This service account token is refused: signed by an unknown CA.",
    "names-no-namespace": "This service account token is refused: signed by an unknown CA.",
    "account-not-found": "This service account token is refused: signed by an unknown CA.",
    "account-deleted": "This service account token is refused: signed by an unknown CA.",
    "account-made-anew": "This service account token is refused: signed by an unknown CA.",
    "object-gone": "This service account token is refused: signed by an unknown CA.",
    "object-made-anew": "This service account token is refused: signed by an unknown CA.",
    "claim-missing": "This service account token is refused: signed by an unknown CA.",
    "subject-does-not-fit": "This service account token is refused: signed by an unknown CA.",
    "not-the-token-in-its-secret": "This service account token is refused: signed by an unknown CA.",
    "marked-invalid": "This service account token is refused: signed by an unknown CA."
  },
  "authn.bootstrap": {
    "recognised": "A Secret in kube-system holds this bootstrap token, so you are system:bootstrap:abcdef.",
    "wrong-shape": "This does not have the shape of a bootstrap token, so the next desk is asked.",
    "unknown-id": "No Secret in kube-system holds a bootstrap token of this id, so the next desk is asked.",
    "being-deleted": "The Secret of this bootstrap token is being deleted, so the next desk is asked.",
    "another-type": "The Secret of this bootstrap token is of another type, so the next desk is asked.",
    "wrong-secret": "This bootstrap token’s id is known, its secret part is not, so the next desk is asked.",
    "another-id": "The Secret of this bootstrap token holds another id, so the next desk is asked.",
    "expired": "This bootstrap token has expired, so the next desk is asked.",
    "not-for-authentication": "This bootstrap token is not for authentication, so the next desk is asked.",
    "group-not-allowed": "The Secret of this token names a group it may not, so the next desk is asked.",
    "another-audience": "A bootstrap token is for this API server alone, so the next desk is asked."
  },
  "authn.oidc": {
    "recognised": "The issuer's signature is valid, so the token speaks for system:bootstrap:abcdef.",
    "not-a-jwt": "No issuer this server trusts made this token, so the next desk is asked.",
    "no-issuer": "No issuer this server trusts made this token, so the next desk is asked.",
    "another-issuer": "No issuer this server trusts made this token, so the next desk is asked.",
    "provider-not-found": "This token of a trusted issuer is refused: signed by an unknown CA.",
    "unreadable": "This token of a trusted issuer is refused: signed by an unknown CA.",
    "algorithm": "This token of a trusted issuer is refused: signed by an unknown CA.",
    "keys-not-fetched": "This token of a trusted issuer is refused: signed by an unknown CA.",
    "signature-invalid": "This token of a trusted issuer is refused: signed by an unknown CA.",
    "claims-unreadable": "This token of a trusted issuer is refused: signed by an unknown CA.",
    "wrong-issuer": "This token of a trusted issuer is refused: signed by an unknown CA.",
    "wrong-audience": "This token of a trusted issuer is refused: signed by an unknown CA.",
    "expired": "This token of a trusted issuer is refused: signed by an unknown CA.",
    "not-yet-valid": "This token of a trusted issuer is refused: signed by an unknown CA.",
    "claims-refused": "This token of a trusted issuer is refused: signed by an unknown CA."
  },
  "authn.webhook": {
    "recognised": "The webhook knows this token: it belongs to system:bootstrap:abcdef.",
    "unknown": "The webhook says this token is not one of its own, so the next desk is asked.",
    "another-audience": "The webhook knows this token for another audience, so the next desk is asked.",
    "no-usable-answer": "The webhook gave no usable answer, so there is no badge for this token.",
    "refused": "The webhook refuses this token: signed by an unknown CA."
  },
  "authn.anonymous": {
    "recognised": "You showed nothing, so you get the blank badge: system:bootstrap:abcdef.",
    "another-path": "This server takes no anonymous requests here, so the next desk is asked."
  }
};
