"""Secrets in forms of their own: calls that log in, settings of devices and programs, what sets an authenticator up."""

from __future__ import annotations

import time

import pytest

from stream_scanner.evidence import find

HEX = "9f86d081884c7d659a2feaa0c55ad015"
"""Half of a key of a wallet."""


def seen(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "SECRET_KEY"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mysql -u root -p{} shop < patch.sql", "Kelp.Stern24"),
        ("ALTER USER 'batch'@'10.4.%' IDENTIFIED BY '{}';", "lampenputzer_Gelb3"),
        ("machine ftp.shop.example\n  login batch\n  password {}", "esche;Grau;4!"),
        ("tacacs-server host 10.4.1.9 key {}", "wagtailbird91"),
        ('requests.post(url, auth=("shop_4471", "{}"), json=body)', "kP83-XHdRZ5VQ"),
        ('network={{\n  ssid="Gast"\n  psk="{}"\n}}', "zwetschgen kuchen ohne zucker"),
        ("Auth-Info: {}", "k9-Rz!pB4wLq"),
        ('datadog {{\n  app_key = "{}"\n}}', "4c57b2a810db11fd0439cb4fcb03d9983f3bd8d1"),
        ("pagerduty_configs:\n  - routing_key: {}", "b6dcaba57fb11c4bb804e7ab34daac5f"),
        ("curl --user ann:{} https://shop.example", "Kelp.moss42"),
        ("[wifi-security]\npsk={}", "Kelp_moss42"),
        ("sshpass -p '{}' rsync -av root@10.1.1.5:/mnt ./", "lampenFisch_5!"),
        ("$ftp->login(\"katalog\", '{}') or die;", "gans.EI.66y"),
        ('imap.login("desk@shop.example", "{}")', "kqzv xwhd plrm tyuo"),
        ("requests.get(url, auth=HTTPBasicAuth('ann', '{}'))", "Otter!lamp44"),
        ('network={{\n  ssid="Praxis"\n  psk="{}"\n}}', "Otter-und-Tee"),
        ('10.1.1.4 10.2.2.7 : PSK "{}"', "T47kbiBZF5KJNCDGr8Pm"),
        ("username netops privilege 15 password 0 {}", "Gravel8!umber"),
        ("snmp-server community {} RO", "sawm1ll-h1ll-RO"),
        ("SNMPv3 user: nms\nauth: SHA {}", "cAsh3w-Gr1nder"),
        ("client 10.4.0.0/16 {{\n    secret      = {}\n    nastype = other\n}}", "radKestrel%51"),
        ('{{:user "app"\n  :password "{}"}}', "yV5_otter.Gust"),
        ('MQTT_MDP = "{}"', "brume&Otter_07"),
        ("echo -n '{}' | docker login -u ci --password-stdin registry.example", "tG7wQz4mLxKp91"),
        ("ngrok config add-authtoken {}", "2kWmQz81LxVtR4cPnB7sYd_5hJgUfEa9"),
        ("net use Z: \\\\nas\\scan /user:NAS\\scan {} /persistent:yes", "Ahornblatt_93"),
        ("net use Z: \\\\fs\\books {} /user:GRP\\svc", "Vignoble#47"),
        ("listen stats\n    stats auth admin:{}", "tG7wQz4mLx"),
        ("radius server ise2\n address ipv4 10.0.0.4 auth-port 1812\n key {}\n!", "tG7wQz4mLxKp"),
        ('password = """{}"""', "#Kestrel;44#"),
        ("db-2.int.example:5432:*:backup:{}", "Pelican_Hat_7"),
        ("chpasswd:\n  expire: false\n  list: |\n    debian:{}\nssh_pwauth: true", "Peat.Otter.204"),
        ('echo "ann:{}" | sudo chpasswd', "Peat.Otter.204"),
        ("password: {}", "Peat.Otter.204"),
        ("CYPRESS_RECORD_KEY: {}", "c08ba022-2bc6-4e59-9f5c-8b9843eed8c9"),
        ('acct = Account.from_key("{}")', f"0x{HEX}{HEX[::-1]}"),
        ('new ethers.Wallet("{}", provider)', f"0x{HEX}{HEX[::-1]}"),
        ('census_api_key("{}", install = FALSE)', "69257a9e924d83c66da8" + "3e2b84590cc44a15d564"),
        ('static const unsigned char hmac_secret[] = "{}";', HEX),
        ('url = "https://api.openweathermap.org/data"; APP_ID = "{}"', HEX),
        ("Can't scan it? Enter this setup key by hand: {}\nType: time based", "bkz3 r6gt hmcw eefb"),
        ("the app password for the mailbox is {}", "kqzv xwhd plrm tyuo"),
        ("Page access token (never expires):\n{}\nPage ID 12", "EAA4" + "86V5bnGsFYvv20k71YMLwFnlkusdf31b" * 4),
        ('http POST https://api.example/x "Authorization:Token token={}"', "v+xRPti2jfmz6MmtVJVx"),
        ("crypto isakmp key {} address 203.0.113.77", "r9nf36TUQxgnhtvT"),
        ("SQL> connect apps/{}@EBSPROD\nConnected.", "Wint3rgreen"),
        ("<key>CrashUploadSecret</key>\n<string>{}</string>", "24d422449507e67b5143f7c2eb4b2c72"),
        ('DriverManager.getConnection("jdbc:db2://h/FINP", "FIN_BATCH", "{}")', "vkM8i+OAcxBN"),
        ("ldap_default_authtok = {}", "jejb2GRCrXkmYkvfht"),
        ('mysqli_connect("localhost", "intranet", "{}", "plan")', "Kreide&Tafel05"),
        ("new PDO('mysql:host=h;dbname=d', 'web24', '{}')", "5xO6nNajHJw"),
        ('"DefaultUserName"="kiosk"\n"DefaultPassword"="{}"\n"DefaultDomainName"="CAMPUS"', "Foyer1188"),
        ("<AdministratorPassword>\n  <Value>{}</Value>", "Imag3-R00m!88"),
        ('<add key="SmsGatewayKey" value="{}" />', "dc73e8de8be0993ebba452e102d2225f"),
        ("Recovery key read to the user: {}", "307729-907306-217952-140456-189837-820721-248592-131918"),
        ("https://h.blob.example/c?sv=2022&sr=c&sig={}", "FppGhMf8WjYU36vPNHlznIa4ZWTA+x6Tuxd/WboO="),
        ("APP_KEY=base64:{}", "6Y7KhuCuiaqdJvzvfkvRLqul3Xoscbwn0hpVUTuPi25="),
        ("$ printf '{}\\n' | sudo -S -u deploy whoami", "plumJacket!83"),
        ("the runner has the Datadog key ({}) in line 41", "2269bdb06c4c9f9332a5f0b1771ef6f3"),
        ("machine a.example login bot password {}\nmachine b.example", "AKCp8OGWPeiJXrmskmBAsWHGb2Bu"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert seen(text.format(value)) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "CREATE USER batch IDENTIFIED BY '<password>'",
        "GRANT ALL ON *.* TO batch IDENTIFIED BY '$DB_PASSWORD'",
        "the login form password requirements changed",
        "tacacs-server host 10.4.1.9 key <shared>",
        "routing_key: orders.created",
        'cfg = {"psk": "the shared secret"}',
        'login("user", "password")',
        'requests.get(url, auth=("user", "pass"))',
        'oauth("callback", "https://shop.example/back2")',
        'getToken("refresh-token-for-shop-2")',
        'verify_api_key("tests/fixtures/key-2.json")',
        'psk="wifi-passphrase"',
        "key_mgmt=WPA-PSK",
        "upskilling = 'course 12-b'",
        "you have a password 0 attempts",
        "snmp-server location Rack 4",
        "snmp-server community public RO",
        "auth: SHA HMAC-SHA256-128",
        "src/main.c:1204:error:expected:identifier",
        "root:x:0:0:root:/root:/bin/bash",
        "12:30:45:67:89:ab",
        f"tx 0x{HEX}{HEX[::-1]} was sent from your wallet",
        "wallet: 0x6bd056a77993dce752d7b82df1c49b9552072dcd",
        f'appid = "{HEX}"',
        "To set up the authenticator: open this page with your phone",
        "app password: this code will work only once",
        "secret = hash(seed) % 100",
        'cmdprefix = "run 12 times"',
        "primary_key: c08ba022-2bc6-4e59-9f5c-8b9843eed8c9",
        'password = """"""',
        "password: config.smtp.password",
        "we connect apps/mobile@main and merge",
        "<key>BundleName</key>\n<string>Wint3rgreen</string>",
        'mysqli_query("select 1", "intranet", 5)',
        "the cache key is 41 and the Redis key user:41",
        'the "recovery" ticket 307729-907306',
    ],
)
def test_silent(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    "unit", ["auth: sha ", 'login("a","', "chpasswd ann:", 'psk="', "a:*:b:c:", "totp aaaa ", "Wallet("]
)
def test_time_grows_with_the_text_alone(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    find([("body", text)])
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('variable "db_password" {\n  default = "kelp-Stern24"\n}', ["kelp-Stern24"]),
        ('variable "region" {\n  default = "eu-west-1"\n}', []),
        ('Wi-Fi "Fern-Staff", key sFLpsj9ddnRdc6.', ["sFLpsj9ddnRdc6"]),
        ("STAFF WIFI\nNetwork: FERN\nKey: hedgehog.plum.61\n", ["hedgehog.plum.61"]),
        ("the wifi key is on the wall", []),
    ],
)
def test_variables_and_wireless_keys(text: str, values: list[str]) -> None:
    assert seen(text) == values
