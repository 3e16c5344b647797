# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Chat lines without a sensitive value, by topic; classes as in `frames_email`."""

from __future__ import annotations

from typing import Final

from training.generate.frames_chat_more import MORE

_FIRST: Final[dict[str, tuple[str, ...]]] = {
    "finance": (
        "r|{{anyone|does someone}} know if the payment run went through? bank shows nothing", "r|accruals are in, {amount} total",
        "p|board deck says {quarter} misses by {percent}. don't spread it", "r|who approves {n_order}?? it's been sitting there since {weekday}",
        "r|fx rate in the sheet is {n_decimal}, ecb says otherwise", "t|reminder the annual report is public now {link}",
        "r|can you re-open {month} for me? forgot one booking", "r|vat return is due {date}, draft is in the folder",
    ),
    "legal": (
        "r|redline is back, they accepted most of it", "l|between us: we'd lose this one in court. settle under {amount}",
        "r|which template do we use for resellers again?", "t|interesting ruling today: {n_citation}", "r|signature page missing on the {company} doc",
        "l|privileged - counsel thinks the {project} clause is unenforceable", "r|{n_statute} applies, not the other one",
        "p|we're going to pull out of the {company} deal, they'll hear on {date}",
    ),
    "hr": (
        "r|interview moved to {time}, same room", "h|he's on his second warning, pls keep that to yourself", "r|did the new starter get a laptop?",
        "t|we're hiring, share {link} with friends", "p|layoffs in {city} will be announced on {date}, about {n} people",
        "r|training deadline is {weekday}, {n} of us are late", "h|she's on sick leave again, depression i think", "r|payslips are out",
    ),
    "engineering": (
        "r|prod is slow again, p99 {n}s", "r|reverting {n_sha}, tests were red", "t|{product} {version} is out, changelog: {link}",
        "r|{n_camel} throws on null, anyone seen that?", "r|can I get a review on {ticket}", "r|deploy done, took {n} min",
        "r|it's {n_ip} that drops packets", "r|bumped to {n_atlike}, please pull", "r|who owns {project}? disk is full",
        "r|trace {n_guid} shows it, the lock is held for {n_decimal}s", "p|{project} stays secret till the patent is in, ok?",
        "r|lgtm, merge after {weekday}", "r|cron ran at {n_date}, exit code 1", "r|checksum {n_sha} doesn't match what i get",
        "r|works on my machine with {n_version}", "t|nice article about raft: {link}",
    ),
    "sales": (
        "r|{company} wants another demo", "p|floor is {amount} for {company}, don't tell them", "r|they signed!! {amount} arr",
        "r|who has the deck for {product}?", "r|pushing {company} to {quarter}, procurement is slow", "t|public price list is at {link}",
        "p|commission plan changes in {month}, not announced", "r|quota is {percent} done",
    ),
    "support": (
        "r|customer says the app crashes on {n_version}", "r|order {n_order} is lost, resend?", "r|refunded, {amount}", "r|queue is at {n}, anyone free?",
        "t|help centre article is live {link}", "r|error id {n_guid} on every login", "r|they want it in french", "r|escalating {ticket} to tier 2",
    ),
    "security": (
        "r|phishing from {company} lookalike, reported", "p|pentest: {n} criticals on {project}, need-to-know only", "r|rotating {n_secretname} at {time}",
        "r|cert expires {date}", "r|blocked {n_ip} at the edge", "t|advisory is public: {link}", "r|use {n_placeholder} in the docs pls",
        "p|we think someone got into the {project} backup, no leaks to press",
    ),
    "marketing": (
        "t|we're live! {link}", "p|embargo till {date}!!", "r|need a quote for the {company} story", "r|ctr is {percent}, meh",
        "t|webinar {weekday} {time}, everyone welcome", "p|price goes up {percent} on {date}, customers don't know", "r|logo v{n} is on the drive",
    ),
    "operations": (
        "r|truck is late, eta {time}", "r|forklift {n} is out again", "r|room {n_placename} is double booked", "r|part {n_part} is back-ordered",
        "r|container {n_order} cleared customs", "p|the {city} site will be outsourced, staff hear it {date}", "t|canteen has pizza today",
        "r|flight's at {time}, taxi at reception", "r|scale shows {n_decimal}, should be {n}",
    ),
    "health": (
        "r|ward {n} is full", "h|bed {n}: fever since {weekday}, stop the antibiotics?", "r|lab closes {time}", "r|courier took sample box {n_order}",
        "p|trial {project} missed its endpoint, not public", "t|flu shots are free, {link}", "h|she's hiv positive, wear gloves", "r|rota for {month} is up",
    ),
    "social": (
        "t|lol", "t|morning all", "t|brb", "t|anyone for coffee?", "t|happy friday {n_chatter}", "t|that {n_eponym} documentary was great",
        "t|lunch at {n_placename}?", "t|👍", "t|who took my mug", "t|gg", "t|see you in {city}", "t|ok thx", "t|haha yes", "t|{n_handle} nice one",
        "t|it's so hot in here", "t|wfh today", "t|running late, 10 min", "t|yes", "t|no idea tbh", "t|congrats!!! {n_chatter}",
    ),
}  # fmt: skip
BODIES: Final[dict[str, tuple[str, ...]]] = {topic: (*rows, *MORE.get(topic, ())) for topic, rows in _FIRST.items()}
TAILS: Final = (
    "", "", "", "", " thx", " :)", " fyi", "?", "!", " {n_handle}", " pls", " - ok?", " (see thread)", " 🙏",
    " cc {n_handle}", "...",
)  # fmt: skip

CHANNELS: Final[dict[str, tuple[str, ...]]] = {
    "finance": ("#finance", "#fin-close", "#ap-team", "#treasury", "#budget-{n}"), "legal": ("#legal", "#contracts", "#litigation", "#compliance", "#legal-ops"),
    "hr": ("#people", "#recruiting", "#hr-private", "#payroll", "#onboarding"), "engineering": ("#eng", "#backend", "#dev-{word}", "#platform", "#builds", "#code-review"),
    "sales": ("#sales", "#deals", "#pipeline", "#se-team", "#accounts-{word}"), "support": ("#support", "#tickets", "#cx", "#tier-2", "#help-{word}"),
    "security": ("#security", "#secops", "#incidents", "#infosec", "#soc"), "marketing": ("#marketing", "#brand", "#launch", "#content", "#pr-desk"),
    "operations": ("#ops", "#warehouse", "#logistics", "#facilities", "#shift-{n}"), "health": ("#ward-{n}", "#clinic", "#lab", "#nurses", "#claims"),
    "general": ("#general-chat", "#misc", "#team", "#notes", "#room-{n}"),
    "social": ("#random", "#lunch", "#sports", "#pets", "#music"),
}  # fmt: skip
ROLES: Final[dict[str, tuple[str, ...]]] = {
    "finance": ("finance", "accounting", "controller", "cfo"), "legal": ("legal", "counsel", "paralegal", "compliance"),
    "hr": ("hr", "people", "recruiting", "payroll"), "engineering": ("engineering", "developer", "sre", "data"), "sales": ("sales", "account executive", "presales"),
    "support": ("support", "customer success", "helpdesk"), "security": ("security", "it", "soc analyst"), "marketing": ("marketing", "communications", "pr"),
    "operations": ("operations", "logistics", "facilities"), "health": ("nurse", "clinician", "claims"), "general": (),
    "social": (),
}  # fmt: skip
TOPICS: Final = tuple(topic for topic in ROLES if topic != "general")
"""``general`` is for real texts, whose topic nobody has noted."""
