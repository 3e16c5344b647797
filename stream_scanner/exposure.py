"""Who can read a message, from its recipients, its repository and the links in it."""

from __future__ import annotations

import dataclasses
import itertools
import unicodedata
from typing import Final, NamedTuple

from stream_scanner.events import Event, Sender
from stream_scanner.evidence.patterns import pattern
from stream_scanner.evidence.views import project


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


FREEMAIL: Final = _listed(
    """gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de ymail.com hotmail.com hotmail.co.uk
    outlook.com live.com msn.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me gmx.com gmx.de
    gmx.net web.de mail.com mail.ru yandex.ru yandex.com zoho.com fastmail.com tutanota.com tuta.io hey.com qq.com
    163.com 126.com naver.com daum.net rediffmail.com t-online.de orange.fr free.fr laposte.net libero.it
    comcast.net verizon.net att.net mailinator.com guerrillamail.com 10minutemail.com temp-mail.org sharklasers.com
    yopmail.com"""
)
"""Domains of mailboxes that belong to a person or to nobody, never to an employer."""

LONGEST_MAILBOX: Final = 64
"""Characters before the @, RFC 5321, section 4.5.3.1.1."""
TITLES: Final = _listed("dr prof mr mrs ms herr frau dipl ing phd med")
OFFICES: Final = _listed(
    """accounts account payable receivable human resources customer service services sales support info office team
    department billing invoices invoice finance help desk noreply reply news marketing press system admin mail hr it"""
)
"""Words of senders that are nobody."""
_STROKES: Final = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_DIGRAPHS: Final = str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})

VISIBILITY: Final = ("visibility", "repository_visibility", "repository.visibility", "repo_visibility")
"""Metadata keys under which producers say who can see a repository; the value that counts is ``public``."""

# Hosts and paths that hand a document to whoever holds the link. A link to the same host that asks for a sign-in is
# none: there the path or the query differs.
_SHARED: Final = (
    rb"(?i)\b(?:"
    rb"(?:docs|drive)\.google\.com/[^\s<>\"]*[?&]usp=(?:sharing|share_link|drive_link)"
    rb"|(?:www\.)?dropbox\.com/(?:s|sh|scl|t)/[^\s<>\"]+|db\.tt/[^\s<>\"]+"
    rb"|1drv\.ms/[^\s<>\"]+|onedrive\.live\.com/[^\s<>\"]*[?&](?:authkey|redeem)=[^\s<>\"]+"
    rb"|[a-z0-9-]+\.sharepoint\.com/:[a-z]:/g/[^\s<>\"]+"
    rb"|(?:www\.)?wetransfer\.com/downloads/[^\s<>\"]+|we\.tl/[^\s<>\"]+"
    rb"|(?:[a-z0-9-]+\.)?box\.com/s/[^\s<>\"]+|mega\.nz/(?:file|folder)/[^\s<>\"]+"
    rb"|(?:www\.)?mediafire\.com/(?:file|folder)/[^\s<>\"]+|gofile\.io/d/[^\s<>\"]+|transfer\.sh/[^\s<>\"]+"
    rb"|(?:www\.)?pastebin\.com/[a-z0-9]+|gist\.github(?:usercontent)?\.com/[^\s<>\"]+"
    rb"|(?:www\.)?(?:paste\.ee|hastebin\.com|ghostbin\.com|justpaste\.it|dpaste\.(?:com|org)|rentry\.co)/[^\s<>\"]+"
    rb")"
)


@dataclasses.dataclass(frozen=True)
class Exposure:
    """Who can read a message, in recipients. A freemail address marked internal still counts as freemail.

    Attributes:
        public: public recipients; a repository that its metadata calls public is at least one.
        shared_links: different links in it that whoever holds them can open. They expose what they lead to, not the
            message, so they are in no other count.
        own_mailbox: mailboxes outside that carry the sender's own name, see `_own`; for a sender outside none.
        visible_mailboxes: freemail recipients whom all others see, in To and Cc.
    """

    external: int = 0
    freemail: int = 0
    public: int = 0
    recipients: int = 0
    shared_links: int = 0
    own_mailbox: int = 0
    visible_mailboxes: int = 0


def exposure_facts(event: Event) -> Exposure:
    """Count an event's recipients by how far outside they are, and its shared links. Linear in the event."""
    external = freemail = public = own = visible = 0
    sender = _person(event.sender)
    for recipient in event.recipients:
        public += recipient.scope == "public"
        external += recipient.scope == "external"
        if recipient.address is not None and recipient.scope != "public":
            mailbox, domain = _parted(recipient.address)
            freemail += domain in FREEMAIL
            visible += domain in FREEMAIL and recipient.via != "bcc"
            own += (recipient.scope == "external" or domain in FREEMAIL) and _own(sender, mailbox, domain)
    if any(event.metadata.get(key, "").strip().lower() == "public" for key in VISIBILITY):
        public = max(public, 1)
    links = len(_shared_links(event))
    return Exposure(external, freemail, public, len(event.recipients), links, own, visible)


def _parted(address: str) -> tuple[str, str]:
    mailbox, _, domain = address.lower().rpartition("@")
    return mailbox.strip(" <"), domain.strip(" .>")


class _Person(NamedTuple):
    """Ways to write a sender's given and family name, and the domain that is no other. None for one outside, and where
    no two names are known."""

    names: tuple[tuple[str, str], ...]
    home: str


def _person(sender: Sender) -> _Person:
    mailbox, home = _parted(sender.address)
    told = (sender.name or mailbox).lower()
    told = told[: min((at for mark in "(|/" if (at := told.find(mark)) > 0), default=len(told))]
    family, comma, given = told.partition(",")
    words = [word for word in _words(f"{given} {family}" if comma else family) if word not in TITLES]
    if sender.scope != "internal" or len(words) < 2 or not OFFICES.isdisjoint(words):
        return _Person((), home)
    return _Person(tuple(itertools.product(_spellings(words[0]), _spellings(words[-1]))), home)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalpha() else " " for c in text).split()


def _spellings(name: str) -> frozenset[str]:
    """``müller`` is written ``mueller`` and ``muller`` in addresses."""
    plain = unicodedata.normalize("NFKD", name.translate(_STROKES))
    ways = ("".join(c for c in way if c.isascii() and c.isalpha()) for way in (plain, name.translate(_DIGRAPHS)))
    return frozenset(filter(None, ways))


def _own(sender: _Person, mailbox: str, domain: str) -> bool:
    """Whether a mailbox outside is likely the sender's, or a relative's: any that is made of both names, and a private
    one with the family name, or with the given name and an initial."""
    if not sender.names or domain == sender.home or len(mailbox) > LONGEST_MAILBOX:
        return False
    words = _words(mailbox)
    whole = "".join(words)
    if any(whole in (one + two, two + one) for one, two in sender.names):
        return True
    return domain in FREEMAIL and any(
        (len(two) > 3 and two in words)
        or whole.startswith((one + two, two + one))
        or (one[0] + two == whole and len(two) > 3)
        or (one + two[0] == whole and len(one) > 4)
        or (one in words and two in words)
        for one, two in sender.names
    )


def _shared_links(event: Event) -> set[bytes]:
    texts = (attachment.text or "" for attachment in event.attachments)
    return {
        link.rstrip(b".,;:!?)]}'")
        for text in itertools.chain((event.subject, event.body), event.links, texts)
        if "/" in text
        for link in pattern(_SHARED).findall(project(text))
    }


def exposure_floor(exposure: Exposure) -> float:
    """Least ExposureRisk by recipients alone: public 0.9, freemail 0.75, external 0.35 (a known partner), inside 0."""
    if exposure.public:
        return 0.9
    if exposure.freemail:
        return 0.75
    return 0.35 if exposure.external else 0.0
