"""Passwords told in prose, in any language, and prose about passwords."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find

PASSWORD = "gr33nT4pir"


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


@pytest.mark.parametrize(
    "text",
    [
        "the password for the vault is {}",
        "Hi, the new password is now {} - please change it.",
        "pw: {}",
        "password to the staging box was {}.",
        "login admin / {}",
        "to log in with her details (rad_eve / {}) as mine expired",
        "login: admin/PW: {}",
        "creds: root/{}",
        "username is ann and the password is {}",
        "use token {} to get in",
        "our wifi password is: {}",
        "Our mailbox combination will be {}.",
        "The door password was changed to {}.",
        "the alarm code is {}",
        "heres the recovery code {}",
        "das Passwort lautet {}",
        "Le mot de passe du compte « svc » a été réinitialisé : «{}»",
        "payroll: user hr2 pw {} / second floor",
        "la contraseña es {}",
        "le mot de passe est {}",
        "a senha é {}",
        "het wachtwoord is {}",
        "la parola d'ordine è {}",
        "пароль: {}",
        "密码是{}",
        "비밀번호는 {}",
        "パスワード：{}",
    ],
)
def test_told(text: str) -> None:
    assert seen(text.format(PASSWORD)) == [("SECRET_KEY", PASSWORD)]


@pytest.mark.parametrize(
    "text",
    [
        "The password is required to continue.",
        "your password is expired, please reset it",
        "the password is case-sensitive",
        "My password was reset yesterday by 10:30",
        "the token is invalid",
        "the key is to listen",
        "password policy: at least 12 characters",
        "use key bindings to navigate",
        "login with Google or Facebook",
        "the secret is out",
        "the door code will be changed tomorrow",
        "a combination of factors",
        "sign in to https://host.io/login",
        "user ann and password reset links",
        "the password is <your password>",
        "密码不正确，请重试",
        "забыли пароль? напишите нам",
        "open user_uploads/Report2024abc or accounts_v2/Model2024x",
    ],
)
def test_not_told(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize("text", ["our Datadog API key {} leaked", "and app key {}. Detected at noon"])
def test_a_key_named_in_a_sentence(text: str) -> None:
    key = "9b41c07fe2a85d36" * 2
    assert seen(text.format(key)) == [("SECRET_KEY", key)]
    assert seen(text.format("rotation")) == []
