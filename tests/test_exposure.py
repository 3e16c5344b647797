"""Who can read a message: recipients, repositories, shared links."""

from __future__ import annotations

from typing import Any

import pytest

from stream_scanner.events import Event, validate
from stream_scanner.exposure import exposure_facts
from stream_scanner.policy import Facts, Policy

QUIET = {"sensitivity": 0.05, "exposure": 0.8, "context": 0.9, "obfuscation": 0.05}


def event(**more: Any) -> Event:
    return validate({"event_id": "e", "thread_id": "t", "kind": "pr", "sender": {"address": "a@corp.example"}, **more})


@pytest.mark.parametrize(
    ("link", "shared"),
    [
        ("https://docs.google.com/document/d/1aB/edit?usp=sharing", True),
        ("https://docs.google.com/document/d/1aB/edit?tab=t.0&usp=share_link", True),
        ("https://docs.google.com/document/d/1aB/edit", False),
        ("https://www.dropbox.com/s/abc/file.pdf?dl=0", True),
        ("https://www.dropbox.com/scl/fi/abc/file.pdf?rlkey=x", True),
        ("https://www.dropbox.com/home", False),
        ("https://1drv.ms/w/s!Abc", True),
        ("https://corp.sharepoint.com/:w:/g/Abc?e=1", True),
        ("https://corp.sharepoint.com/:w:/r/Abc?e=1", False),
        ("https://wetransfer.com/downloads/abc/def", True),
        ("https://we.tl/t-abc", True),
        ("https://pastebin.com/AbC123", True),
        ("https://gist.github.com/ann/0123", True),
        ("https://github.com/ann/repository", False),
        ("https://notpastebin.com/AbC123", False),
        ("HTTPS://WWW.DROPBOX.COM/S/abc", True),
    ],
)
def test_shared_links(link: str, shared: bool) -> None:
    assert exposure_facts(event(links=[link])).shared_links == shared
    assert exposure_facts(event(body=f"see ({link}), please.")).shared_links == shared


def test_each_shared_link_counts_once_wherever_it_stands() -> None:
    link = "https://we.tl/t-abc"
    given = event(links=[link], subject=link, body=f"{link}. é {link}x", attachments=[{"name": "a", "text": link}])
    assert exposure_facts(given).shared_links == 2
    assert exposure_facts(given).public == 0


@pytest.mark.parametrize(
    ("metadata", "scopes", "public"),
    [
        ({}, [], 0),
        ({"visibility": "Public "}, [], 1),
        ({"repository_visibility": "public"}, ["internal"], 1),
        ({"visibility": "private"}, [], 0),
        ({"visibility": "public"}, ["public"], 1),
        ({"note": "public"}, [], 0),
    ],
)
def test_a_public_repository_is_a_public_place(metadata: dict[str, str], scopes: list[str], public: int) -> None:
    recipients = [{"channel": "corp/tools", "scope": scope} for scope in scopes]
    assert exposure_facts(event(metadata=metadata, recipients=recipients)).public == public


def test_a_policy_may_ask_about_shared_links() -> None:
    policy = Policy.parse(
        "version: 1\nrules:\n  - name: a\n    decision: REVIEW\n    when: {exposure: {shared_links: {min: 2}}}\n"
        "default: ALLOW"
    )
    decided = [policy.decide(Facts({}, shared_links=count)).decision for count in (1, 2)]
    assert decided == ["ALLOW", "REVIEW"]


@pytest.mark.parametrize(
    ("name", "mailbox", "scope", "own"),
    [
        ("Ada Moreno", "ada.moreno@gmail.com", "external", True),
        ("Ada Moreno", "adamoreno91@gmail.com", "internal", True),
        ("Moreno, Ada", "a.moreno.home@gmx.de", "external", True),
        ("Ada Moreno", "adam@gmx.de", "external", False),
        ("Turlough Hanley", "turloughh@gmail.com", "external", True),  # the given name and an initial
        ("Ada Moreno", "amoreno@gmail.com", "external", True),
        ("Jürgen Müller", "juergen.mueller@gmx.de", "external", True),
        ("José García", "jose.garcia@gmail.com", "external", True),
        ("Björn Groß", "b.gross@gmx.de", "external", True),
        ("Dr. Peter Voss", "peter.schmidt@gmail.com", "external", False),
        ("Anna Maria Huber", "maria.klein@gmx.de", "external", False),
        ("Ada Moreno (Sales)", "sales@gmail.com", "external", False),
        ("Ada Moreno | Harbourline GmbH", "gmbh-handel@gmx.de", "external", False),
        ("Jan Jansen", "k.jansen@partner.example", "external", False),
        ("Tom Wolf", "wolfgang.maier@gmail.com", "external", False),
        ("Max Berg", "bergmann@gmx.de", "external", False),
        ("Accounts Payable", "accounts.payable@supplier.example", "external", False),
        (None, "ada.moreno@yahoo.com", "external", True),  # the address tells the name
        ("Ada Moreno", "ada.moreno@mycloud.example", "external", True),
        ("Ada Moreno", "peter.moreno@mycloud.example", "external", False),
        ("Ada Moreno", "ada@gmail.com", "external", False),
        ("Ada Moreno", "peter.voss@gmail.com", "external", False),
        ("Ada Moreno", "ada.moreno@corp.example", "external", False),  # the domain that she writes from
        ("Ada Moreno", "ada.moreno@corp.example", "internal", False),
        ("Ada Li", "li.wang@gmail.com", "external", False),  # two letters are in every mailbox
        ("Ada", "ada.moreno@gmail.com", "external", False),
    ],
)
def test_a_mailbox_of_ones_own(name: str | None, mailbox: str, scope: str, own: bool) -> None:
    sender = {"address": "ada.moreno@corp.example", "name": name}
    given = event(sender=sender, recipients=[{"address": mailbox, "scope": scope}])
    assert exposure_facts(given).own_mailbox == own


def test_the_mailbox_of_a_customer_is_nobody_s_own() -> None:
    sender = {"address": "ada.moreno@gmail.com", "name": "Ada Moreno", "scope": "external"}
    assert (
        exposure_facts(event(sender=sender, recipients=[{"address": "moreno@gmx.de", "scope": "external"}])).own_mailbox
        == 0
    )


def test_the_default_policy_reviews_files_that_go_to_ones_own_mailbox() -> None:
    policy = Policy.load()
    ruling = policy.decide(Facts(QUIET, external=1, own_mailbox=1, attachments=1))
    assert (ruling.decision, ruling.rule) == ("REVIEW", "own_mailbox")
    assert "Files go to a private mailbox of the sender's name" in ruling.rationale
    assert policy.decide(Facts(QUIET, external=1, own_mailbox=1)).decision == "ALLOW"


def test_private_mailboxes_that_see_each_other() -> None:
    via = ["to"] * 5 + ["cc"] * 3 + ["bcc"] * 4
    recipients = [{"address": f"p{n}@gmx.de", "via": one, "scope": "external"} for n, one in enumerate(via)]
    facts = exposure_facts(event(recipients=[*recipients, {"address": "b@partner.example", "scope": "external"}]))
    assert (facts.freemail, facts.visible_mailboxes) == (12, 8)
    rules = [Policy.load().decide(Facts(QUIET, freemail=12, visible_mailboxes=count)).rule for count in (7, 8)]
    assert rules == ["default", "many_see_each_other"]
