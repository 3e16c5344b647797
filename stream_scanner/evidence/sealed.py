"""Values that stand where a secret would and are none: one-way hashes, ciphertext, names of secrets kept elsewhere."""

from __future__ import annotations

from stream_scanner.evidence.patterns import pattern

# Salted password schemes alone, by their whole form: crypt(3), Argon2, PBKDF2 and scrypt as frameworks store them,
# LDAP, PostgreSQL, and types 5, 8 and 9 of Cisco. Type 7 and what Juniper writes as $9$ can be turned back, and an
# unsalted hash is looked up in a table.
_HASH = (
    rb"^(?:\$(?:2[abxy]?\$[0-9]{2}\$[./A-Za-z0-9]{53}|(?:apr)?1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}"
    rb"|[56]\$(?:rounds=[0-9]+\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86}"
    rb"|argon2(?:id?|d)\$v=[0-9]+\$[a-z0-9=,]+\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{20,}"
    rb"|argon2(?:id?|d)\$v=[0-9]+\$m=[0-9]+"  # as far as its first comma
    rb"|y\$[./A-Za-z0-9]+\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}|[89]\$[./A-Za-z0-9]{14}\$[./A-Za-z0-9]{43})"
    rb"|pbkdf2[_:-]?[a-z0-9]{3,8}[$:][0-9]+[$:][^\s$]{4,64}\$[A-Za-z0-9+/=]{24,}"
    rb"|scrypt:[0-9]+:[0-9]+:[0-9]+\$[^\s$]{4,64}\$[0-9a-f]{64,}"
    rb"|\{(?:ssha(?:256|384|512)?|smd5|crypt|bcrypt|argon2(?:id?)?|pbkdf2[a-z0-9-]*|scrypt)\}[^\s]{16,}"
    rb"|scram-sha-(?:1|256)\$[0-9]+:[^\s]{20,})$"
)
_CIPHERTEXT = (
    # https://maven.apache.org/guides/mini/guide-encryption.html
    rb"^(?:\{[A-Za-z0-9+/]{24,}={0,2}\}?$|\{cipher\}|ENC[\[(]|\$ANSIBLE_VAULT|vault:v[0-9]+:|!vault\b"
    # Bitnami's sealed secrets: two bytes of a length, and the session key's 512.
    rb"|Ag[A-D][A-Za-z0-9+/]{100,}=*$)"
)
_ELSEWHERE = (
    rb"^(?:@Microsoft\.KeyVault\(|arn:aws[a-z-]*:|projects/[^/\s]+/secrets/|(?:op|vault|ssm|awssm|aws-?sm|gcp-?sm|azkv"
    rb"|akv|bao|sops|secretsmanager|keyvault|doppler|infisical|keyring)(?:\+[a-z]+)?://"
    rb"|secretref:|/run/secrets/|[a-z]+:/run/secrets/)"
)


def sealed(octets: bytes) -> bool:
    """Whether a value tells nobody a secret: what remains of it, or where it is kept, and not the secret itself."""
    if not (b"$" in octets or b":" in octets or b"/" in octets or octets[:1] in (b"{", b"E", b"e", b"A", b"a", b"@")):
        return False
    return hashed(octets) or pattern(rb"(?i)" + _CIPHERTEXT + rb"|" + _ELSEWHERE).within(octets[:400])


def hashed(octets: bytes) -> bool:
    """Whether a value is the one-way hash of a password."""
    return (b"$" in octets or octets[:1] == b"{") and pattern(rb"(?i)" + _HASH).within(octets[:512])


def within_name(data: bytes, at: int) -> bool:
    """Whether a word goes on with the name of a resource: ``arn:aws:secretsmanager:...:123456789012:secret:``."""
    return data[at - 1 : at] == b":" and len(data[at - 13 : at - 1]) == 12 and data[at - 13 : at - 1].isdigit()
