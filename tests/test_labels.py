"""A word says what the number behind it is, in many scripts, and not what stands behind another value or thing."""

from __future__ import annotations

import pytest

from stream_scanner.evidence import find


def seen(text: str) -> list[tuple[str, str]]:
    return [(f.type, text[f.start : f.end]) for f in find([("body", text)]).findings]


@pytest.mark.parametrize(
    ("frame", "value"),
    [
        ("телефон: {}", "8 495 123-45-67"),
        ("Тел. {}", "(495) 123-45-67"),
        ("電話: {}", "03-3581-4321"),
        ("電話番号 {}", "0335814321"),
        ("手机号 {}", "13812345678"),
        ("फ़ोन नंबर {}", "98765 43210"),
        ("전화 {}", "02-312-4567"),
        ("هاتف: {}", "0501234567"),
        ("טלפון: {}", "03-6123456"),
        ("โทร {}", "081-234-5678"),
        ("τηλέφωνο {}", "2101234567"),
        ("Điện thoại: {}", "0912 345 678"),
        ("tlf. {}", "66 12 45 78"),
        ("puh. {}", "040 512 7789"),
        ("Sie erreichen mich unter {}", "0176 4455 1290"),
        ("the depot answers on {} until six", "01632 960845"),
        ("T {} (desk)", "020 7946 0991"),
        ("bitte an {}", "(040) 66 55 12 90"),
        ("his is {} I think", "07700 900312"),
        ("Tel. {}", "089 9823-0"),
        ("Telefon {} oder", "0711 4482-0"),
        ("Telefon {}", "(0 30) 44 55 12 90"),
        ("call us about order 12 on {}", "0161 496 0512"),
        ("open 9:00-17:00, phone (9:00-17:00): {}", "0161 496 0512"),
        ("emp_phone={}", "4042917364"),
        ('{{"tel":"0441234567","mob":"{}"}}', "0798765432"),
        ("you can call my brother at {} tonight", "4157360143"),
        ("switchboard {}.", "0113 496 0700"),
        ("id,emp_phone,dept\n5,{},HR", "4042917364"),
        ("id,address2,homePhone\n5,x,{}", "4042917364"),
    ],
)
def test_telephone_numbers(frame: str, value: str) -> None:
    assert ("PHONE", value) in seen(frame.format(value))


def test_a_column_of_a_table_in_mark_up() -> None:
    table = (
        "<tr><th>Name</th><th>Phone</th><th>SSN</th></tr><tr><td>Ann</td><td>01614960777</td><td>285412342</td></tr>"
    )
    assert seen(table) == [("PHONE", "01614960777"), ("SSN_LIKE", "285412342")]


def test_a_list_longer_than_the_reach_of_its_word() -> None:
    numbers = ["0161 496 0777", "0161 496 0778", "0161 496 0779", "0161 496 0780"]
    assert [value for _, value in seen("Phones: " + ", ".join(numbers[:3]) + " & " + numbers[3])] == numbers


def test_one_word_for_a_list_of_numbers() -> None:
    assert seen("Phone: 0161 496 0512 or 0161 496 0513") == [("PHONE", "0161 496 0512"), ("PHONE", "0161 496 0513")]


@pytest.mark.parametrize(
    "text",
    [
        "Your phone order 20240318552 shipped",
        "call ended 2024-05-06, ticket 88213345",
        "The mobile app build 20240611 crashed, session 118822334",
        "phone bill 2024: amount 1234567, invoice 99887766",
        "The call lasted 3600000 ms, trace 1234567890",
        "Join by phone: PIN 8842213445#",
        "cell B12 holds 1234567, cell C4 holds 99.812.334",
        "mobile revenue 2023: 12 345 678",
        "The fax queue has 1234567 jobs",
        "fax number 1234567 jobs",
        "callback id 9988776655",
        "phone: null, id: 5544332211",
        "phone,id\n,4415223018",
        "Tel: siehe Aushang. Kundennr. 4415223018",
        "portable generator 5500-7000 W",
        "Phone support hours 0800-1700",
        "電話会議 2024年3月18日 会議ID 8842213445",
        "телефон сломался, заказ 20240318552",
        "reach of the campaign: 1 204 552 people",
        "hotel,id\nx,4415223018",
        "The call center handled 1204552 calls",
        "Call option strike 12345.50 expiry 20240621",
        "mobile_app_version: 20240311",
        "phone_verified: 1, phone_verified_at: 1710756000",
        '{"mobile": false, "user": 8821334512}',
        "phone_lookup latency 1234567 ns",
        "contact: page 1234-5678",
        "мобильная версия 20240311",
    ],
)
def test_numbers_of_other_things_are_no_telephone_numbers(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("id,customer_ssn,city\n1,285412342,Rome", "SSN_LIKE", "285412342"),
        ("id,customerSsn\n1,285412342", "SSN_LIKE", "285412342"),
        ("my social is 285412342", "SSN_LIKE", "285412342"),
        ("身份证号 11010519491231002X", "SSN_LIKE", "11010519491231002X"),
        ("卡号 30569309025912", "PAN", "30569309025912"),
        ("номер карты 4539578763621486", "PAN", "4539578763621486"),
        ("paid by VI4539578763621486EXP0427", "PAN", "4539578763621486"),
    ],
)
def test_national_numbers_and_cards(text: str, kind: str, value: str) -> None:
    assert seen(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "social media reach 536904399",
        "tin cans 536904399 sold",
        "SSN verified, order 536904399",
        "social_score,age\n536904399,12",
        "ref 536 90 4399",
    ],
)
def test_no_national_numbers(text: str) -> None:
    assert seen(text) == []
