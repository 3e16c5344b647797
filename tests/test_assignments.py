"""Secrets assigned in code, settings, options, headers and mark-up; and values that only stand behind such names."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find

KEY = "9fQ2hZx81LmWpR4tKd7s"


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


@pytest.mark.parametrize(
    "text",
    [
        'const apiKey = "{}";',
        'password          = "{}"',
        "- name: API_KEY\n  value: {}",
        '{{"name": "DB_PASSWORD", "value": "{}"}}',
        "API_KEY={}",
        "export SECRET_TOKEN={}",
        '{{"api_key": "{}"}}',
        "api-key: {}",
        "secret => '{}',",
        "<apiKey>{}</apiKey>",
        '<add key="ApiSecret" value="{}"/>',
        "--api-key {} --verbose",
        "curl -u ann:{} https://host.io",
        "X-Api-Key: {}",
        "Authorization: Bearer {}",
        "Authorization: NTLM {}",
        "WWW-Authenticate: Negotiate {}",
        "https://host.io/verify/token/{}",
        '"kerberos_authentication": "{}"',
        "https://host.io/x?access_token={}",
        "https://ann:{}@host.io/repo.git",
        'String password = "{}";',
        '$password = "{}"',
        'let token: String = "{}"',
        'passwd := "{}"',
        "ConvertTo-SecureString -String '{}'",
        "CREATE LOGIN [export] WITH PASSWORD = N'{}', CHECK_POLICY = ON;",
        "define( 'SECURE_AUTH_KEY',  '{}' );",
        '"cache_auth_token": {{\n  "sensitive": true,\n  "value": "{}"\n}}',
        '"cache_auth_token": {{ "value": "{}", "type": "string" }}',
    ],
)
def test_assigned(text: str) -> None:
    assert seen(text.format(KEY)) == [("SECRET_KEY", KEY)]


@pytest.mark.parametrize(
    "text",
    [
        "checksum: c710c8d1424bc3b4c6b884be6cac5da6de66d64f",
        "Issue key: PROJ-4829",
        '<Row key="row-482-a">',
        '{"name": "token_count", "value": "48291736"}',
        "key: app.kubernetes.io/name",
        "apiKey: string;",
        "password: PasswordHasher",
        "secret: ./secrets/prod.yaml",
        "token = self.get_token(user)",
        "token: getTokenFromRequest",
        "PASSWORD_FIELD = 'password_confirmation'",
        "secretName: my-app-tls-secret",
        "key_id = 550e8400-e29b-41d4-a716-446655440000",
        "api_key = process.env.API_KEY",
        "password = getpass.getpass()",
        "<password>${db.password}</password>",
        "primary key: customer_id",
        "cache_key = user:profile:page",
        "X-Request-Id: 550e8400-e29b-41d4-a716-446655440000",
        "integrity: sha384-oqVuAfXRKap7fdgcCY5uykM6",
        "IDENTIFIED WITH sha256_password",
        "ssh_authorized_keys: SHA256:n6wvHw/Lj8qlky8EcJ0LplHbe6RoQMleuM8K/BQ1eFA",
        "recipients_key: age1dwq4kbwpvjc6kzjsxg5w7uchn51yhjx8f98nkg6szbi8whac97zdpk9kh4",
        "stripe_key: pk_live_UOd69LPhxiPNFiLVKGwsNNLb",
    ],
)
def test_not_assigned(text: str) -> None:
    assert seen(text) == []


def test_the_padding_of_a_key_ends_it() -> None:
    key = "5XW7nL868mAaYIjDrEcwm1aw8fQcyn2ZSXIw/x7YvD0="
    assert seen(f"PrivateKey = {key}\nDNS = 10.66.0.1") == [("SECRET_KEY", key)]
    assert seen(f"PrivateKey = {key}\r\nDNS = 10.66.0.1") == [("SECRET_KEY", key)]


@pytest.mark.parametrize(
    "text",
    [
        f"interface: wg0\n  public key: {KEY}\n",
        "DB = f'postgresql://{cfg.user}:{cfg.password}@{cfg.host}:{cfg.port}/{cfg.name}'",
    ],
)
def test_public_keys_and_expressions(text: str) -> None:
    assert seen(text) == []


def test_a_password_of_letters_alone_is_told_from_the_name_of_a_variable() -> None:
    assert seen("become_password=wKdTzQpmLrbVxh\n") == [("SECRET_KEY", "wKdTzQpmLrbVxh")]
    assert seen("become_password=defaultUserPassword\n") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('EMAIL_HOST_PASSWORD = "kqzv xwhd plrm tyuo"', "kqzv xwhd plrm tyuo"),
        ('<machineKey validationKey="{}" validation="SHA1"/>', "7C1F0A93" * 5),
        ('live_view: [signing_salt: "{}"]', "p4VnTq7w"),
    ],
)
def test_keys_that_sign_and_passwords_of_apps(text: str, value: str) -> None:
    assert seen(text.format(value)) == [("SECRET_KEY", value)]


@pytest.mark.parametrize(
    "text",
    [
        f"Cache saved with key: npm-linux-{'4f9c01d2' * 8}",
        'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]',
        "the code salt: a4 of the sea",
        "x-access-token is unset",
        f"<ds:SignatureValue>{KEY * 4}</ds:SignatureValue>",
    ],
)
def test_names_of_caches_and_classes(text: str) -> None:
    assert seen(text) == []


def test_the_password_of_a_uri_ends_before_its_host() -> None:
    assert seen(f"git clone https://x-access-token:{KEY}@host.io/repo.git") == [("SECRET_KEY", KEY)]
