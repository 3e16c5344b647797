"""Secrets by layout: the next cell, the column under a header, the pairs of a cookie; and what is no secret there."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find

WORD = "kQ9x2mLp"
KEY = "kQ9x2mLp77aaZZ31bb4c"


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


@pytest.mark.parametrize(
    "text",
    [
        "| password | {} |\n| user | bob |",
        "| **Password** | `{}` |",
        "user\tbob\npassword\t{}",
        "<tr><td>password</td><td>{}</td></tr>",
        "<tr>\n  <td>DB password</td>\n  <td><code>{}</code></td>\n</tr>",
        "<dt>Password:</dt><dd>{}</dd>",
        "<b>Password:</b> {}<br>",
        "host,user,password,port\ndb1,root,{},5432",
        'host,user,password,port\ndb2,"a,b","{}",5433',
        "| host | user | password |\n|---|---|---|\n| db1 | root | {} |",
        "||Host||User||Password||\n|db1|root|{}|\n|db2|app|",
        "host;login;Passwort\ndb1;kim1;{}",
        "<tr><th>User</th><th>Password</th></tr><tr><td>bot</td><td>{}</td></tr>",
        "password → {}",
        "wifi: Guest-Net / {}",
        "Zugangsdaten: Benutzer mk, Passwort {}",
        "heslo {} platí do pátku",
        "*Password:* `{}`",
    ],
)
def test_passwords(text: str) -> None:
    assert seen(text.format(WORD)) == [("SECRET_KEY", WORD)]


@pytest.mark.parametrize(
    "text",
    [
        "Cookie: sessionid={}; theme=dark; lang=en-US",
        "Cookie: _ga=GA1.2.1234567890.1710756000; JSESSIONID={}",
        "Set-Cookie: PHPSESSID={}; path=/; HttpOnly",
        '"Cookie": "auth_token={}; lang=en"',
        "curl -b 'session={}; theme=dark' https://app.example",
        "<tr><th>API key</th><td>{}</td></tr>",
        "| Service | API key |\n|---|---|\n| maps | {} |",
        "tokenizer_secret = '{}'",
        "passenger_password: {}",
    ],
)
def test_keys(text: str) -> None:
    assert seen(text.format(KEY)) == [("SECRET_KEY", KEY)]


@pytest.mark.parametrize(
    "text",
    [
        "| Field | Type |\n|---|---|\n| password | varchar2 |\n| token | char36 |",
        "| password | sha256 hash |",
        "| token | description |\n|---|---|\n| eof | end of file |",
        "name,password_policy,min\nprod,len12upper1,12",
        "<td>Password</td><td>at least 8 characters</td>",
        "<td>Password</td></tr><tr><td>Username</td>",
        '<label>Password</label><input type="password" name="pw1x">',
        "password\tstring\trequired",
        '<a href="/reset2x">Password</a><span>Reset1now</span>',
        '<tr><th colspan="2">User</th><th>Password</th></tr><tr><td>a1b2c3d4x</td><td>b1x2y3zz</td><td>-</td></tr>',
        "tokens_per_second: 128.4tps1",
        "tokens\t128000\npasses\t12",
        "Cookie: _ga=GA1.2.1234567890.1710756000; theme=dark22blue; consent=a8f7d6e5c4b3a291",
        "passenger_count: 4f8a9b2c7d1e",
        "tokenizer=bert9x2Qzz71a",
        'bypass_code_path = "x9aK22mQzz"',
        'compass_heading: "a7f2b9k1x"',
        'passport_office: "B12-77ax"',
        "password_policy: min12-upper1-digit1",
        'pass_rate = "98.2pct11"',
        "keyboard: K8-xQ2mZp11aabb8822",
        "secretariat: Room-B12x",
    ],
)
def test_no_secrets(text: str) -> None:
    assert seen(text) == []


def test_the_rows_that_a_statement_inserts() -> None:
    text = (
        "INSERT INTO clients(id,label,secret) VALUES\n(1,'kiosk','c8Ra02MylQ15wUoF'),\n(2,'desk','nX4iV9tK6dSz31bH');"
    )
    assert [value for _, value in seen(text)] == ["c8Ra02MylQ15wUoF", "nX4iV9tK6dSz31bH"]


def test_arguments_are_no_columns() -> None:
    key = "19GYZB+bxd/IcxX0wKSSXl" + "KEp20TwWoZMP+XisyA"
    text = f'c = client(\n    aws_access_key_id=environ["ID"],\n    aws_secret_access_key="{key}",\n)'
    assert [value for _, value in seen(text)] == [key]
