# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Who writes to whom: cast of a thread, recipients and channels per exposure class, look-alike domains."""

from __future__ import annotations

from typing import Any

from training.generate.frames_chat import CHANNELS, ROLES, TOPICS
from training.generate.scribe import Scribe
from training.generate.thread import assemble
from training.generate.values import Person

Json = dict[str, Any]
# The same shares for every kind of event and every text, so that nothing about the content can be read from them.
REACHES = ("named",) * 34 + ("list",) * 14 + ("external",) * 20 + ("freemail",) * 15 + ("public",) * 17
SCOPES = {"named": "internal", "list": "internal", "external": "external", "freemail": "external", "public": "public"}
LISTS = ["all", "staff", "everyone", "all-hands", "company", "team-all", "announce", "office"]
PUBLIC_CHANNELS = (
    "#community",
    "#public-help",
    "#general (community)",
    "public forum",
    "#open-source",
    "discord/#help",
    "#announcements-public",
)


class Cast:
    """The people and places of one thread."""

    def __init__(self, scribe: Scribe, kind: str, topic: str) -> None:
        rng = scribe.rng
        self.scribe = scribe
        self.kind = kind
        self.topic = topic
        self.domain: str = rng.choice(scribe.pool.domains)
        self.partner: str = rng.choice(scribe.pool.domains)
        self.tenant = self.domain.partition(".")[0]
        self.repo = f"{self.tenant}/{rng.choice(scribe.pool.words)}-{rng.choice(('api', 'web', 'infra', 'core', 'tools', 'site'))}"
        self.members: list[Person] = [scribe.me, scribe.you, *(scribe.values.latin() for _ in range(3))]

    def address(self, person: Person, domain: str | None = None) -> str:
        """A mail address at the company, or at another domain."""
        return f"{self.scribe.values.local(person)}@{domain or self.domain}"

    def role(self, topic: str | None = None) -> str | None:
        """A role that fits a topic; social talk is for everybody."""
        rng = self.scribe.rng
        roles = ROLES[topic or self.topic] or ROLES[rng.choice(TOPICS[:-1])]
        # A role that does not fit has to be seen.
        return None if topic is None and rng.random() < 0.25 else rng.choice(roles)

    def sender(self, *, topic: str | None = None, outside: bool = False, person: Person | None = None) -> Json:
        """The sender's JSON; ``topic`` other than the thread's gives a role that does not fit."""
        scribe, rng = self.scribe, self.scribe.rng
        person = person or scribe.me
        domain = self.partner if outside else self.domain
        handle = scribe.values.local(person) if self.kind != "email" and rng.random() < 0.5 else None
        return {
            "address": handle or self.address(person, domain),
            "name": person.full if rng.random() < 0.7 else None,
            "role": self.role(topic),
            "scope": "external" if outside else "internal",
        }

    def channel(self, topic: str | None = None) -> str:
        """A channel, repository or folder of a topic."""
        rng = self.scribe.rng
        if self.kind == "pr":
            return self.repo
        name = assemble(self.scribe.write(rng.choice(CHANNELS[topic or self.topic])))[0]
        return name if self.kind == "chat" else f"drive/{name.lstrip('#')}"

    def recipients(self, reach: str, *, topic: str | None = None) -> list[Json]:
        """Recipients whose widest reader is of class ``reach``."""
        maker = self._mail if self.kind == "email" else self._places
        return maker(reach, topic)

    def _mail(self, reach: str, topic: str | None) -> list[Json]:
        rng, scribe = self.scribe.rng, self.scribe
        to = [{"address": self.address(scribe.you), "via": "to", "scope": "internal"}]
        to += [
            {"address": self.address(person), "via": rng.choice(("to", "cc", "cc")), "scope": "internal"}
            for person in rng.sample(self.members[2:], rng.choice((0, 0, 0, 1, 1, 2)))
        ]
        if topic and ROLES[topic]:
            # A functional mailbox shows which department the reader works in.
            to = [
                {
                    "address": f"{rng.choice(ROLES[topic]).replace(' ', '-')}@{self.domain}",
                    "via": "to",
                    "scope": "internal",
                }
            ]
        elif reach == "named" and rng.random() < 0.25 and ROLES[self.topic]:
            to.append(
                {
                    "address": f"{rng.choice(ROLES[self.topic]).replace(' ', '-')}@{self.domain}",
                    "via": "cc",
                    "scope": "internal",
                }
            )
        if reach == "list":
            to.append({"address": f"{rng.choice(LISTS)}@{self.domain}", "via": "to", "scope": "internal"})
        elif reach in ("external", "partner"):
            to.append(
                {
                    "address": self.address(scribe.values.latin(), self.partner),
                    "via": rng.choice(("to", "cc", "bcc")),
                    "scope": "external",
                }
            )
        elif reach == "freemail":
            person = scribe.me if rng.random() < 0.4 else scribe.values.latin()
            to.append(
                {
                    "address": self.address(person, rng.choice(scribe.pool.freemail)),
                    "via": rng.choice(("to", "cc", "bcc")),
                    "scope": "external",
                }
            )
        elif reach == "public":
            name = rng.choice(("users", "dev", "announce", "public", "discuss", "press-list"))
            to.append({"address": f"{name}@lists.{rng.choice(scribe.pool.domains)}", "via": "to", "scope": "public"})
        if len(to) > 1 and topic is None and reach not in ("named", "list") and rng.random() < 0.5:
            to = to[-1:]
        else:
            rng.shuffle(to)
        return to

    def _places(self, reach: str, topic: str | None) -> list[Json]:
        rng, scribe = self.scribe.rng, self.scribe
        place = self.channel(topic)
        if self.kind == "chat":
            if reach == "named" and rng.random() < 0.25:
                return [{"address": scribe.values.local(scribe.you), "via": "to", "scope": "internal"}]
            names = {
                "list": rng.choice(("#general", "#all-hands", "#everyone", "#company", "#announcements")),
                "external": f"#ext-{self.partner.partition('.')[0]}",
                "partner": f"#ext-{self.partner.partition('.')[0]}",
                "public": rng.choice(PUBLIC_CHANNELS),
            }
            if reach == "freemail":
                guest = self.address(scribe.values.latin(), rng.choice(scribe.pool.freemail))
                return [
                    {"channel": place, "via": "to", "scope": "internal"},
                    {"address": guest, "via": "to", "scope": "external"},
                ]
            return [{"channel": names.get(reach, place), "via": "to", "scope": SCOPES.get(reach, "external")}]
        if self.kind == "pr":
            names = {
                "list": f"{self.tenant}/all-engineering", "external": f"{self.partner.partition('.')[0]}/{place.rpartition('/')[2]}",
                "partner": f"{self.partner.partition('.')[0]}/{place.rpartition('/')[2]}",
                "freemail": f"{scribe.values.local(scribe.me).replace('.', '')}/{place.rpartition('/')[2]}-fork (personal)",
                "public": f"github.com/{rng.choice(('oss-', 'open-', ''))}{place}",
            }  # fmt: skip
        else:
            names = {
                "list": rng.choice(("drive/everyone", "sharepoint/company", "intranet/downloads")),
                "external": f"shared-with/{self.partner}", "partner": f"shared-with/{self.partner}",
                "freemail": f"{rng.choice(('dropbox', 'gdrive', 'icloud', 'onedrive'))}/personal/{scribe.values.local(scribe.me)}",
                "public": rng.choice((f"s3://{self.tenant}-public", "pastebin.com", f"www.{self.domain}/downloads", "link: anyone", "gist (public)")),
            }  # fmt: skip
        return [{"channel": names.get(reach, place), "via": "to", "scope": SCOPES.get(reach, "external")}]

    def lookalike(self) -> str:
        """A domain that differs from the partner's by a glance."""
        rng = self.scribe.rng
        stem, _, tld = self.partner.partition(".")
        swaps = (
            stem.replace("l", "1", 1) if "l" in stem else stem + "s", stem.replace("m", "rn", 1) if "m" in stem else f"{stem}-inc",
            stem.replace("-", "", 1) if "-" in stem else f"{stem[:3]}-{stem[3:]}", stem[:-2] + stem[-1] + stem[-2], stem + stem[-1],
        )  # fmt: skip
        other = rng.choice(swaps)
        if other == stem:
            other = f"{stem}-mail"
        return f"{other}.{tld if rng.random() < 0.6 else rng.choice(('co', 'net', 'info'))}"
