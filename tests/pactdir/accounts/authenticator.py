"""A security key in software, which responds as a browser's `navigator.credentials` does."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes

import cbor2
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, NEW_KEY = 0x01, 0x40  # authenticator data flags


class Authenticator:
    def __init__(self, origin):
        self.origin = origin
        self.key, self.key_id = generate_private_key(SECP256R1()), token_bytes(16)

    def make(self, page):
        """Answers the challenge on this page with a new key."""
        options = challenge_of(page)
        data = self._data(options["rp"]["id"], PRESENT | NEW_KEY) + self._new_key()
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client_data = self._client_data("webauthn.create", options)
        response = {"clientDataJSON": client_data, "attestationObject": attestation}
        return self._answer(response)

    def use(self, page):
        """Signs the challenge on this page."""
        options = challenge_of(page)
        data = self._data(options["rpId"], PRESENT)
        client_data = self._client_data("webauthn.get", options)
        signature = self.key.sign(data + sha256(client_data).digest(), ECDSA(SHA256()))
        response = {"clientDataJSON": client_data, "authenticatorData": data}
        return self._answer({**response, "signature": signature})

    def _data(self, site, flags):
        return sha256(site.encode()).digest() + bytes([flags]) + bytes(4)  # no signature counter

    def _new_key(self):
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32), numbers.y.to_bytes(32)
        key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        return bytes(16) + len(self.key_id).to_bytes(2) + self.key_id + key

    def _client_data(self, kind, options):
        data = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(data).encode()

    def _answer(self, response):
        texts = {name: in_base64(value) for name, value in response.items()}
        key_id = in_base64(self.key_id)
        return json.dumps({"id": key_id, "rawId": key_id, "type": "public-key", "response": texts})


def challenge_of(page):
    form = BeautifulSoup(page.content, "lxml").select_one("form[data-passkey]")
    return json.loads(form["data-options"])


def in_base64(value):
    return urlsafe_b64encode(value).rstrip(b"=").decode()
