"""Values as other tools and other countries write them, in the files and sentences they stand in; and look-alikes.

All values are made up here. What is marked by « and » is what has to be found, exactly; a line without marks holds
nothing of the kind.
"""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find

SECRETS = r"""
DATABASE_PASSWORD=«vT7!kq9Zr2Lm»
export STRIPE_WEBHOOK_SECRET="«9dKfT2mQxV7bZ4nL»"
  password: «hT9-qpL2vX»
  api_key: "«b7Qx92LmTfWz4KpR81sY»"
access_key = "«Qm4Zt8Wx1Kp6Lr3Vb9Ny»"
variable "db" { default = { password = "«Lk8Qv2!Tz» " } }
"clientSecret": "«x8Q~kd92LmTfWz4KpR81sYbN3vHc7Jt5»"
spring.datasource.password=«Zx81kqLm42»
<add key="SmtpPassword" value="«rT6pQw2z!»" />
<password>«Wq83hTz!kd»</password>
mysql -u root -p«Gh72kqLz!» shop
mysqldump --password=«Gh72kqLz!» shop > dump.sql
psql "host=db user=app password=«kT92mxQp» dbname=shop"
curl -u deploy:«mQ82kTxw9» https://files.host.org/a.zip
curl -H "Authorization: Bearer «q8ZkT2mLx9Wv4RpB7nYs1Hd6»" https://api.host.org
Authorization: Basic «ZGVwbG95Om1RODJrVHh3OQ==»
X-Api-Key: «7kQz92mLxT4vWp81RbYs»
git clone https://ci:«kQ82mTxwz91» @git.host.org/a.git
machine host.org login deploy password «tR82kqMx!»
//registry.npmjs.org/:_authToken=«npm_q8ZkT2mLx9Wv4RpB7nYs1Hd6Jc3Fg5Xt0Ue2»
_password=«cTgyS1FNeDkxTHpXcHZUNA==»
"auth": "«ZGVwbG95Om1RODJrVHh3OXo4MW1RODJrVHg=»"
sshpass -p '«Tz82!kqLm»' ssh deploy@host.org
net user deploy «Kq82!mTxz» /add
ALTER USER app WITH PASSWORD '«pT82mkQz!x»';
CREATE USER app IDENTIFIED BY '«hQ92zkTm»';
redis-cli -a «kT82mzQx91Lp» ping
Server=db.host.org;Database=shop;User Id=app;Password=«kQ8!zTm2x»;Encrypt=true
Driver={ODBC Driver 18 for SQL Server};Server=db;UID=app;PWD=«kQ8!zTm2x»;
jdbc:sqlserver://db.host.org:1433;databaseName=shop;user=app;password=«kQ8zTm2xW»;
https://hooks.slack.com/services/«T7KQ92MLX»/B4VWP81RB/q8ZkT2mLx9Wv4RpB7nYs1Hd6
https://shop.blob.core.windows.net/a?sv=2022-11-02&sp=r&sig=«q8ZkT2mLx9Wv4RpB7nYs1Hd6Jc3Fg5Xt0Ue2aQ1bW3c%3D»
DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=«q8ZkT2mLx9Wv4RpB7nYs1Hd6Jc3Fg5Xt0Ue2aQ1bW3cD5eF7gH9iJ1kL3mN5oP7qR9sT1uV3wX5yZ7aB9cD1eFg==»;EndpointSuffix=core.windows.net
Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=«q8ZkT2mLx9Wv4RpB7nYs1Hd6Jc3Fg5Xt0Ue2aQ1bW3c=»
AWS_SECRET_ACCESS_KEY=«q8ZkT2mLx9Wv4RpB7nYs1Hd6Jc3Fg5Xt0Ue2aQ1b»
aws_access_key_id = «AKIAQ7ZK2MLX9WV4RPB5»
token: «ghp_q8ZkT2mLx9Wv4RpB7nYs1Hd6Jc3Fg5Xt0Ue2»
das Passwort lautet «kQ82mTxwz»
mot de passe : «kQ82mTxwz»
la contraseña es «kQ82mTxwz»
Kennwort: «kQ82mTxwz»
senha: «kQ82mTxwz»
wachtwoord: «kQ82mTxwz»
hasło: «kQ82mTxwz»
пароль: «kQ82mTxwz»
密码：«kQ82mTxwz»
パスワード：«kQ82mTxwz»
비밀번호: «kQ82mTxwz»
the wifi password is «kQ82-mTxw» for guests
you can log in with admin / «kQ82mTxwz!»
user=app,password=«kT92mxQp»,host=db
https://host.org/cb?state=1&client_secret=«q8ZkT2mLx9Wv4RpB»&x=1
docker login -u app -p «kT92mxQpL2» registry.host.org
ENV API_TOKEN «q8ZkT2mLx9Wv4RpB7nYs»
const password = '«hT9!qpL2vX»';
os.environ["API_KEY"] = "«q8ZkT2mLx9Wv4RpB7nYs»"
config.set("auth.token", "«q8ZkT2mLx9Wv4RpB7nYs»")
"""

NO_SECRETS = """
request id 3f2b8c1e-7a44-4d0b-9a6e-2f51c0d7e8aa failed
commit 9fceb02d0ae598e95dc970b74767f19372d61af8 broke it
"integrity": "sha512-q8ZkT2mLx9Wv4RpB7nYs1Hd6Jc3Fg5Xt0Ue2aQ1bW3cD5eF7gH9iJ1kL3mN5oP7qR9sT1uV3wX5yZ7aB9cD1eFg=="
python==3.11.7 --hash=sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
image: registry.host.org/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU">
password: <password>
PASSWORD=${DB_PASSWORD}
password = os.getenv("DB_PASSWORD")
password: changeme
api_key = "xxxxxxxxxxxxxxxx"
token = get_token(user)
secretName: app-database-credentials
secret_key: {{ .Values.secretKey }}
the password is wrong, please reset your password
password must be at least 12 characters
passwordField.setText("")
const token = await fetchToken();
if (password !== confirmPassword) return;
Token expired at 2024-05-01T12:00:00Z
key: value
primaryKey: "user_id"
cache_key = "user:profile:v2"
.btn-primary{color:#fff;background-color:#007bff;border-color:#007bff}
function(e,t){return e.token===t.token&&e.key===t.key}
pass the salt, please
the key is under the mat
monkey=banana12 donkey:grey42
ISBN 978-3-16-148410-0, IBAN DE89370400440532013000
curl -u "$USER:$PASS" https://host.org
Authorization: Bearer $TOKEN
Authorization: Bearer <token>
aws_secret_access_key = YOUR_SECRET_KEY
keyboard-interactive authentication
public_key: ssh-rsa
tokenizer.vocab_size=32000
password_reset_timeout = 3600
max_tokens: 4096
"etag": "33a64df551425fcc55e4d42a148795d9f25f89d4"
git diff 1a2b3c4..5d6e7f8 -- a/b.c
"""

CARDS = """
Visa 4539 5787 6362 1486|4539 5787 6362 1486
Mastercard: 5425-2334-3010-9903|5425-2334-3010-9903
Amex 3714 496353 98431|3714 496353 98431
AMEX 2nd card: 3787-344936-71000|3787-344936-71000
Diners Club 3056 930902 5904|3056 930902 5904
UnionPay 6212 3456 7890 1232|6212 3456 7890 1232
JCB 3530 1113 3330 0000|3530 1113 3330 0000
Maestro card 6759 6498 2643 8453|6759 6498 2643 8453
card number 6304 0000 0000 0000|6304 0000 0000 0000
Kreditkarte 4539578763621486|4539578763621486
tarjeta de crédito: 4539.5787.6362.1486|4539.5787.6362.1486
carte bancaire 4539 5787 6362 1486 exp 04/27|4539 5787 6362 1486
"""

NO_CARDS = """
order 4539578763621487
tracking 9400111899223344556677
IBAN GB82 WEST 1234 5698 7654 32
ISBN 9783161484100
1700000000000 ms
0.4539578763621486
id 4539578763621486abc
IMEI 490154203237518
gift card 4539578763621487
version 1.2.3.4539578763621486
"""

PHONES = """
call +44 20 7946 0958|+44 20 7946 0958
Tel.: +49 (0)30 901820|+49 (0)30 901820
Tel: 030 / 901 820-44|030 / 901 820-44
tél. 01 42 68 53 00|01 42 68 53 00
phone: 0412 345 678|0412 345 678
mobile 07700 900123|07700 900123
my number is (212) 867-5309|(212) 867-5309
reach me at 212.867.5309 ext. 42|212.867.5309 ext. 42
call 2128675309 x 123|2128675309 x 123
WhatsApp +55 11 91234-5678|+55 11 91234-5678
teléfono 91 123 45 67|91 123 45 67
telefoon 020-123 4567|020-123 4567
phone +81 3-1234-5678|+81 3-1234-5678
mobile +91 98765 43210|+91 98765 43210
cell: +52 1 55 1234 5678|+52 1 55 1234 5678
+1 (212) 867-5309 is the desk|+1 (212) 867-5309
"""

NO_PHONES = """
order 212-867-53091
version 2.128.675.309
2024-05-01 12:30:45
10.20.30.40
ISBN 0-306-40615-2
£1,234,567.89
3.14159265358979
invoice 2024-000123
SSN 536-90-4399
"""

NATIONAL = """
SSN: 536-90-4399|536-90-4399
social security number 536 90 4399|536 90 4399
ssn 536.90.4399|536.90.4399
ITIN 912-70-1234|912-70-1234
SIN 130-692-544|130-692-544
National Insurance number AB 12 34 56 C|AB 12 34 56 C
"""

NO_NATIONAL = """
last four of the SSN: 4399
ssn last 4 is 4399
ssn ***-**-4399
ssn xxx-xx-4399
part 536-90-43991
000-12-3456
order 536904399
"""

MATTERS = """
Case 1:21-cv-00437-LJL is set|1:21-cv-00437-LJL
No. 22-cv-01234|22-cv-01234
[2019] EWHC 123 (Ch)|[2019] EWHC 123 (Ch)
Case C-131/12 Google Spain|C-131/12
Case No. 2021-CA-004567-O|2021-CA-004567-O
Index No. 651234/2020|651234/2020
client-matter 10234.0005|10234.0005
Docket No. A-1234-20|A-1234-20
Cause No. D-1-GN-21-001234|D-1-GN-21-001234
[2021] UKSC 5|[2021] UKSC 5
T-604/18|
ECLI:EU:C:2014:317|ECLI:EU:C:2014:317
Claim No. HC-2017-001234|HC-2017-001234
"""

ADDRESSES = """
ship to 1600 Elm Street, Apt 4B, Springfield, IL 62704|1600 Elm Street, Apt 4B, Springfield, IL 62704
P.O. Box 1234, Austin, TX 78701|P.O. Box 1234, Austin, TX 78701
10 Harley Lane, London W1G 9PF|10 Harley Lane, London W1G 9PF
123 Queen St W, Toronto, ON M5H 2M9|123 Queen St W, Toronto, ON M5H 2M9
42 George Street, Sydney NSW 2000|42 George Street, Sydney NSW 2000
Lindenstraße 12, 10969 Berlin|Lindenstraße 12, 10969 Berlin
wir wohnen in der Bahnhofstr. 7a|Bahnhofstr. 7a
12 rue de la Paix, 75002 Paris|12 rue de la Paix, 75002 Paris
8341 State Highway 157, Moulton, AL 35650|8341 State Highway 157, Moulton, AL 35650
227 W. Monroe St., 3500, Chicago, IL 60606|227 W. Monroe St., 3500, Chicago, IL 60606
they are at 60 Furman Street, Brooklyn.|60 Furman Street, Brooklyn
100 High Street. Smoking is not allowed on|100 High Street
400 Canal Street Apartments on March 8th|400 Canal Street
Calle Mayor 14, 28013 Madrid|Calle Mayor 14, 28013 Madrid
Via Garibaldi 5, 20121 Milano|Via Garibaldi 5, 20121 Milano
"""

NO_ADDRESSES = """
we waited 3 hours on the road
10 Broadway shows
in 2019 the court way
version 12 drive letters
der Weg 3 ist gut
"""


def lines(block: str) -> list[str]:
    return [line for line in block.strip("\n").split("\n") if line.strip()]


def seen(kind: str, text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == kind]


@pytest.mark.parametrize("line", lines(SECRETS))
def test_secret(line: str) -> None:
    before, _, rest = line.partition("«")
    value, _, after = rest.partition("»")
    text = before + value + after.replace(" @", "@")
    spans = [(f.start, f.end) for f in find([("body", text)]).findings if f.type in ("SECRET_KEY", "DB_URI")]
    # The edges of a URI or of a longer key are its own; the value has to be inside.
    assert any(start <= len(before) and end >= len(before) + len(value) - 1 for start, end in spans), spans


@pytest.mark.parametrize("line", lines(NO_SECRETS))
def test_no_secret(line: str) -> None:
    assert seen("SECRET_KEY", line) == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (kind, line)
        for kind, block in (
            ("PAN", CARDS), ("PHONE", PHONES), ("SSN_LIKE", NATIONAL), ("MATTER_ID", MATTERS), ("ADDRESS", ADDRESSES),
        )
        for line in lines(block)
    ],
)  # fmt: skip
def test_value(kind: str, line: str) -> None:
    text, _, value = line.partition("|")
    assert seen(kind, text) == ([value] if value else [])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (kind, line)
        for kind, block in (
            ("PAN", NO_CARDS), ("PHONE", NO_PHONES), ("SSN_LIKE", NO_NATIONAL), ("ADDRESS", NO_ADDRESSES),
        )
        for line in lines(block)
    ],
)  # fmt: skip
def test_look_alike(kind: str, text: str) -> None:
    assert seen(kind, text) == []
