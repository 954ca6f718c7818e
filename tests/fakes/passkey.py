"""A passkey in software: makes and uses a credential as a browser with a security key would."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

_PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class SoftPasskey:
    """One credential for one hub."""

    def __init__(self, origin="http://testserver"):
        self.origin = origin
        self.hub = hashlib.sha256(origin.split("//")[1].split(":")[0].encode()).digest()
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.person = None

    def create(self, options):
        """The answer to `navigator.credentials.create`."""
        asked = options["publicKey"]
        self.person = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AuthenticatorData.create(
            self.hub,
            _PRESENT_AND_VERIFIED | AuthenticatorData.FLAG.AT,
            0,
            AttestedCredentialData.create(b"\0" * 16, self.id, public),
        )
        response = {
            "clientDataJSON": websafe_encode(self._client("webauthn.create", asked)),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        extras = {"credProps": {"rk": True}}
        return self._credential(response) | {"clientExtensionResults": extras}

    def get(self, options):
        """The answer to `navigator.credentials.get`."""
        data = AuthenticatorData.create(self.hub, _PRESENT_AND_VERIFIED, 1)
        client = self._client("webauthn.get", options["publicKey"])
        signed = bytes(data) + hashlib.sha256(client).digest()
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": self.person,
        }
        return self._credential(response) | {"clientExtensionResults": {}}

    def _client(self, kind, asked):
        return json.dumps(
            {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        ).encode()

    def _credential(self, response):
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}
