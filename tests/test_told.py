"""Passwords that a long way parts from the word for them, in a dozen languages, and sentences that only look so."""

from __future__ import annotations

import time

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find([("body", text)]).findings if f.type == "SECRET_KEY"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hallo, Passwort fürs Chorkonto ist jetzt {}, bitte behalten", "Otterbau!1968gut"),
        ("I won't write the portal password in the clear. Here you are:\n\n  {}\n\nBye", "Kastanie!4471-Nord"),
        ("het wachtwoord voor de kassa's is overal {}, behalve hier", "Fietsbel-stroop6"),
        ("a senha do usuário do painel mudou pra {} ok?", "coco.Verde.2023"),
        ("das Passwort für den Beamer lautet ab heute {} – bitte nicht kleben", "Winter!Kies23"),
        ("oi, a senha do wifi da cozinha é {} (tudo minúsculo)", "paodemilho#88"),
        ("la clave del wifi nueva es {}, la vieja no", "pandechocolate22"),
        ("La contraseña del portal ha cambiado: ahora es {}. Saludos", "Azucena_1512x"),
        ('le mot de passe du partage c\'est "{}", sans guillemets', "T4rte-aux-pommes"),
        ("Le mot de passe du coffre de mamie : {}. Garde-le", "Lilas-2e-Juin-63"),
        ("Wachtwoord van de NAS is weer terug naar {}, na de update", "stroopkoek-Zolder-3"),
        ("en het ww is {}, wat nu", "stroopkoek_Gouda09"),
        ("Heslo k routeru v kanceláři je {}, adresa jinde", "Polévka*7rohlik"),
        ("hasło do kompa babci to {} i tyle", "Barszcz&uszka1961"),
        ("Hej! Lösenordet till bokningen: {}. Byts ut ofta", "Kanin_gås8"),
        ("Das WLAN-Passwort im Büro ist seit Montag {}.", "Birke_Nord22"),
        ("Kennwort für den Drucker wurde auf {} geändert", "Laub!Otter9"),
        ("Passordet til hytta er nå {} igjen", "Fjell-ski-2020"),
        ("Salasana mökin wifiin on {}", "Sauna_Lampi7"),
        ("Bytte lösen på Plex, nu är det {}. Säg inget", "kardemumma-te-66"),
        ("Пароль от тестового стенда — {}, логин qa2", "Kalina_47!m"),
        ("Kargo panelinin şifresi: {} — kullanıcı adı depo", "Lokum!Kahve31"),
        ("password del gestionale? sempre {}, sotto la tastiera", "Panda30hobby_verde"),
        ("the new admin password, I reset it this morning, is {}, all caps no", "Lantern1979$"),
        ("my ex changed our netflix pw from {} to something else", "burrit0kid86!"),
        ("wrong password. I've been using {} since March", "Gr4vel*Brook52"),
        ("Work notes: reset the local label service user to {} and restarted", "Lbl_207_Otter"),
        ("what was the login again\n[14:03] Ann: webuser / {}\n", "Moor&Ginster_4"),
        ("> which credentials?\nscan@shop.example with {}, port 587", "Blatt%Mappe_6"),
        ("use the local account `em-admin` with `{}`. It alerts", "k4#Reed-Spiral-Pond"),
        ('The passphrase for the backup volume is "{}". Keep it', "eleven loud herons paint the cellar"),
        ("recovery phrase: {}", "otter lamp " * 5 + "otter lamp"),
        ("Site\tUser\tPass\tNotes\nshop\tadmin\t{}\t2FA on", "Cl!ffHang3r"),
        ("wachtwoord van de prikbord-pc is {}. Groetjes", "Stroopwafel912"),
        ("Ahoj, heslo do e-shopu je zatím {}, díky", "Knedlik851"),
        ("a rendszergazdai jelszó pedig {}.", "Paprika_MTbW87"),
        ("Пароль від CRM тимчасово {}, зміни його", "Kalyna2438"),
        ("VPNの事前共有鍵は {} です", "TW2FpRdQdjlCIgUSSHTjZd"),
    ],
)
def test_told(text: str, value: str) -> None:
    assert seen(text.format(value)) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The password policy changed on 2024-03-01, see INC-0048213 for details.",
        "Passwort vergessen? Ticket: INC0048213 wurde angelegt.",
        "The password for the server is stored in 1Password under Prod-DB2.",
        "le mot de passe du compte est valable jusqu'au 12/03/2024",
        "Passwort muss 12-stellig sein, mit AES-256 verschlüsselt.",
        "Please pass it on, see below\nuse it so,\n    stacklevel=2,\n",
        "the key is patience",
        "password is required",
        "the code is 30 minutes",
        "I forgot my password, my username is bob.Smith_77",
        "I forgot my password and my login is Bob.Smith-77",
        "la clave es el DNI 12345678Z",
        "The pass rate is 98.5% on Linux-5.15",
        "password changed to SHA-256 hashing from MD5",
        "We changed the password policy from NIST800-63 to ISO27001.",
        "I changed my password from my iPhone15-Pro",
        "Passwort steht im Dokument Zugang_2024.kdbx",
        "La contraseña ha cambiado: ahora es obligatorio usar MFA-2",
        "log in with SSO / SAML2.0",
        "user guide / Version-2.0b",
        "login page / Build-2024.1",
        "set the account to read-only2",
        'the passphrase prompt is "please enter the words below"',
        'The passphrase check failed: "the value is too short to use"',
        "recovery phrase: never share the twelve words that you have been given with anyone at all please",
        "Lösenordet är minst 12-tecken långt",
        "Пароль от почты должен быть не менее 12 символов, см. ГОСТ-34",
        "using Python3.11 to reset the password",
        "Wrong password. I've been using Windows10-Pro since March",
        "Here is the password to Prod-DB2x",
        "Passwords: 12+ chars / Upper-Lower+1digit",
        "my password was leaked in the LinkedIn2012-Dump",
        "changed the password on the NAS to something from 1Password-8",
        "Test,Pass,Fail\nunit-1,120ms,0\nunit-2,45/50,5",
        "the password policy of the plant is in Annex2024",
        "the password field is on Page12 of the form",
        "Пароль від Windows10 не підходить",
    ],
)
def test_not_told(text: str) -> None:
    assert seen(text) == []


def test_a_verb_ends_before_the_value() -> None:
    assert seen("the door code isolated99x of the network") == []


@pytest.mark.parametrize(
    "unit", ["pw is aB3-xyz9k ", "password ? Ab1-xxxx9 ", "reset user to aB-1_xxxx ", "пароль а — Ab1-xxxx ", "is a1"]
)
def test_time_grows_with_the_text_alone(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    find([("body", text)])
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The first part of the password is Wacholder- and the second comes separately.", "Wacholder-"),
        ("first half of the password for the vpn: Wacho7", "Wacho7"),
        ("die zweite Hälfte des Passworts ist 3307.", "3307"),
        ("La première moitié du mot de passe est Wacho7", "Wacho7"),
        ("Der erste Teil des Kennworts lautet Hobel_", "Hobel_"),
        ("Kennwort wie unser Hund plus Baujahr der Halle, also Balduin1961. Position 2 bitte", "Balduin1961"),
    ],
)
def test_parts_and_riddles(text: str, value: str) -> None:
    assert seen(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The second part of the password is in the letter",
        "The second part of the password is NOT in this mail",
        "The second part of the password rollout is Q3/2025",
        "The other part of the password change is Julia's task",
        "Der erste Teil des Passworts ist Geheimsache",
        "I reset the password this morning, so PROJ-4411 can be closed.",
        "I forgot my password for the portal again, so IT-20231 was raised",
        "The API key expired over the weekend, so INC0012345 was opened",
        "We need the token from them, also INV-20231 is still open.",
        "The pass rate went up in the last quarter, so KPI-2024 is met",
        "The first part of the password is sent by post",
        "my password has 12 characters, so Windows10 accepts it",
        "a password nobody can guess, so everybody is safe",
    ],
)
def test_talk_of_parts(text: str) -> None:
    assert seen(text) == []
