# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""More sentences around single values, built from interchangeable pieces; see `inserts` for the registers."""

from __future__ import annotations

from typing import Final

PROSE: Final[dict[str, tuple[str, ...]]] = {
    "SECRET": (
        "{{For the time being|Until {weekday}|As of today}} the {{admin|shared|guest|service}} {{account|login|user}} {{opens with|accepts|works with|uses}} {{the word|the phrase|}} {PASSWORD}.", "{{I|We}} {{changed|reset|set}} {{it|the password|the passphrase|the PIN}} to {PASSWORD}{{, don't lose it|. Please memorise it|}}.",
        "{{The|Our}} {{safe|alarm|door|server room|laptop|VPN|router|mailbox}} {{code|password|passcode|combination}} {{is|remains|was changed to|will be}} {PASSWORD}.", "{{Log in|Sign in|Connect}} as {USER} {{with|using|and type}} {PASSWORD}{{ when asked| at the prompt|}}.", "{{Username|User|Login|Benutzer}}: {USER}\n{{Password|Pass|Kennwort|Passcode|Secret}}: {PASSWORD}",
        "{{If it asks for|When it wants}} {{a password|credentials|the key}}, {{enter|try|type}} {PASSWORD}.", "{{The {SECRETWORD}|Your new key|The credential}} {{you need|for the vendor|for production}} is {SECRET}{{, keep it safe|. It does not expire|}}", "{{Paste|Put|Insert}} {SECRET} {{into|as}} {{the config|the header|the token field}}.", "{{She|He|The contractor}} {{still uses|knows|wrote down}} {PASSWORD}{{ as the password| for everything| on a note}}.",
        "secret phrase: {PASSWORD}", "{{recovery|backup|one-time}} code: {PASSWORD}", "{{Your temporary password is|Initial password:|Default credentials: {USER} /}} {PASSWORD}",
    ),
    "NDA": (
        "{{Both sides|The parties|{company} and we}} {{signed|executed|entered into|are negotiating|let lapse}} {{a|an|the|our}} {NDA} {{on {date}|last {month}|before the talks|}}.", "{{Under|Pursuant to|Subject to|In breach of|As required by}} the {NDA}, {{neither party|the recipient|each side}} {{may|shall}} {{disclose|copy|use|retain}} {{it|the material|such information}}.",
        "{{The Receiving Party|Recipient|The Disclosing Party|Each party}} {{shall|may|agrees to|will}} {{protect|return|destroy|disclose|not reproduce}} {{all|any|the}} {NDA} {{within {n} days|upon request|except as permitted|with reasonable care}}.", "{{Information that is|Data which is|Knowledge}} {{public|independently developed|already known}} is not {NDA}.", "{{Do we have|Is there|Where is|Who signed}} {{a|an|the}} {NDA} {{with|from|for}} {company}?",
        "{{Title|Subject|Document|Exhibit {q}}}: {NDA}{{ ({company})| v{n}|, draft|}}", "{NDA}\n{{This document|The following|Effective {date}}} {{sets out|governs|concerns}} {{the exchange of information|the talks}} between {company} and {company}.", "{{Everything|All|What}} {{you see|we discussed|I sent}} {{here|today|}} {{is|falls under|stays}} {NDA}.", "{{The term of|A breach of|Amendment {n} to|Section {n} of}} {{this|the}} {NDA} {{shall be {n} years|entitles us to damages|is void|is attached}}.",
        "{{trade secrets and|customer lists,|source code,}} {NDA}{{ and know-how|}} {{remain|are}} the property of {company}.", "\u201c{NDA}\u201d {{means|includes|shall mean}} {{any|all}} {{information|data|material}} {{marked as such|disclosed hereunder|in tangible form}}.",
    ),
    "MATTER": (
        "{{In|Re|Regarding|Concerning}} {n_case}, {{No.|Case No.|Docket No.|case}} {MATTER}, {{the motion was denied|we filed our reply|a hearing is set for {date}|judgment was entered}}.", "{{Client|Client-Matter|C/M|File|Our file|Your ref|Our ref|Matter}}{{ no.| number| #|}}: {MATTER}", "{n_case}\n{{Case|Docket|Civil Action|Cause|Appeal}} No.{{: | }}{MATTER}", "{{Hours|Time|Fees|Costs}} {{on|for|under}} {MATTER} {{were written off|total {amount}|are due}}.", "{MATTER} {n_case}",
        "{{The|This}} {{appeal|action|complaint|indictment|arbitration}} {{is docketed as|was assigned|carries the number}} {MATTER}.", "{{Filed|Entered}} {date} in {MATTER}{{, see {n_citation}|}}", "{{Judge|Magistrate}} {LASTNAME} {{has|took over}} {MATTER}.", "{{conflict check|engagement letter|litigation hold|discovery request}} {{for|in|re}} {MATTER}{{ is open|: done|}}", "{{See also|consolidated with|related to|transferred from}} {MATTER} and {MATTER}.",
    ),
    "PHONE": (
        "{{Our|The|Their|My}} {{number|office line|hotline|cell|landline|fax}} is {PHONE}{{| (ask for {FIRSTNAME})|, weekdays only}}.", "{{For questions|To book|In an emergency|To cancel}}{{,|}} {{call|dial|ring|phone|text}} {PHONE}{{ or {PHONE}|}}.", "{{Office|Home|Work|Main|Cell|Handy|Tél.|Tlf|Fax}} {PHONE}", "{NAME}: {PHONE}\n{NAME}: {PHONE}", "{{missed call|voicemail|SMS}} from {PHONE} at {time}",
    ),
    "PAN": (
        "{{I paid|Please pay|Charge it|Book the room}} {{with|using|to}} {{card|Visa|Mastercard|Amex|my card}} {PAN}{{, valid thru {exp}|, CVC {cvv}|}}.", "{{Number|Card no.|Account}}: {PAN}\n{{Valid thru|Expires|Exp}}: {exp}", "{{The number on my card is|It starts with a four:|read me the card -}} {PAN}",
    ),
    "SSN": (
        "{{My|Her|His|The applicant's}} {{social security number|SSN|social|tax number}} {{is|should read|was entered as}} {SSN}{{, not the other one|}}.", "{NAME}, {{born|DOB}} {date}, {{SSN|SS#|social}} {SSN}", "{{Last|Form W-9|I-9|1099}}: {NAME}\n{{TIN|SSN|Taxpayer}}: {SSN}",
    ),
    "ADDR": (
        "{{The|Our}} {{hearing|office|deposition|party|clinic|store|new flat|funeral}} is {{at|held at|located at}} {ADDR}{{.|, {{second|third}} floor.}}", "{{He|She|They|The suspect|My aunt}} {{moved from|lives on|was seen near|owns}} {ADDR}{{ to {ADDR}|}}.", "{{Deliver|Drop it|Mail the check|Forward everything}} to {{{ADDR}|{BOX}, {TOWN}|{NAME}, {ADDR}}}{{.| please.}}", "{{located|situated|registered}} at {ADDR} ({{the \"Property\"|the Premises}})", "{ADDR}\n{ADDR}", "{{Origin|From}}: {ADDR}\n{{Destination|To}}: {ADDR}",
    ),
}  # fmt: skip
CHAT: Final[dict[str, tuple[str, ...]]] = {
    "SECRET": (
        "{{its|it's|should be|was}} {PASSWORD}{{| i think| lol|, all lowercase}}", "{{logged in|got in}} with {PASSWORD}", "{{whats|what's}} the {{pw|password|code}}? - {PASSWORD}", "{{dm me|ok}} {{the key|token}}: {SECRET}", "{{try|use}} {PASSWORD} {{for|on}} the {{printer|wifi|nas|vpn|door}}", "{{new|old|same}} {{pass|pin|pw}} {PASSWORD}", "{USER} {PASSWORD}",
    ),
    "NDA": ("{{cant share|can't say more|not here}}, {NDA}", "{{sign|send|print}} the {NDA} {{first|pls|today}}", "{{is|was}} {company} {{under|on}} {NDA}?", "{NDA} {{expired|expires}} {date}"),
    "MATTER": ("{{anything new|update|status}} {{on|in}} {MATTER}?", "{{put|log|bill}} {n}h {{on|to}} {MATTER}", "{MATTER} {{settled|got dismissed|is closed}}", "{n_case} = {MATTER}"),
    "PHONE": ("{{hit me up|whatsapp|signal}} {PHONE}", "{{his|her|the}} {{cell|number|nr}}? {PHONE}", "{PHONE} {{no answer|is busy|works}}", "{{new phone|lost my phone}}, {PHONE}"),
    "ADDR": ("{{omw to|leaving|parked at}} {STREET}", "{{airbnb|gig|dinner}} {{is|at}} {ADDR}", "{{uber|cab}} to {STREET} pls", "{ADDR} {{right?|?|buzz 4}}"),
    "PAN": ("{{put it on|use}} {PAN}", "{PAN} {{cvc|cvv}} {cvv}", "{{wife's|company|my}} card {PAN}"),
    "SSN": ("{{ss#|social}} {SSN}", "{FIRSTNAME} {SSN}", "{{fill in|put}} {SSN} for me"),
}  # fmt: skip
DISGUISED: Final = (
    "{n_disguise}", "{{title|heading|sticker|nick|tag}}: {n_disguise}", "{n_disguise} {{lol|!!|- sale ends {weekday}|- read on}}", "{{he types like|spoiler:|decode this:|motd}} {n_disguise}", "{{link|href|url}}: {n_encoded}", "{{body|html|payload|param}}={n_encoded}", "{n_encoded}", "{{image|font|blob}} {n_base64image}", "{n_disguise}\n{n_disguise}",
)  # fmt: skip
