# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Bodies of business mail without a sensitive value, by topic. ``t`` trivial, ``r`` routine, ``p`` plans, ``h`` about
one person, ``l`` legal or privileged: the sensitivity class of the text alone."""

from __future__ import annotations

from typing import Final

from training.generate import frames_email_mixed, frames_email_more, frames_email_plans

OPENINGS: Final = (
    "Hope you're well.", "Thanks for the quick reply.", "Following up on {weekday}'s call.", "As discussed,", "Quick one:",
    "Sorry for the delay.", "{{Good morning|Good afternoon}}.", "Picking this up again.", "Just back from leave, so catching up.",
    "Per our conversation {{yesterday|this morning|last week}}:", "Thanks for your patience.", "Not urgent.", "Please see below.",
    "Adding some context.", "I wanted to close the loop here.", "Happy {weekday}!", "FYI.", "Short update from my side.",
)  # fmt: skip
CLOSINGS: Final = (
    "Let me know if anything is unclear.", "Shout if you need more.", "Thanks!", "Happy to jump on a call.", "No action needed.",
    "Please confirm by {weekday}.", "I'll chase again next week.", "Talk soon.", "Any questions, reply here.", "Appreciate the help.",
    "Could you take a look before {time}?", "I'm out from {weekday}, so please reply before then.", "Looking forward to it.",
    "That's all for now.", "Can you {{confirm|acknowledge|double check}}?", "Let's discuss on {weekday}.",
)  # fmt: skip
GREETINGS: Final = ("Hi {FIRST},", "Hello {FIRST},", "{FIRST},", "Dear {FIRST},", "Hi all,", "Team,", "Hello,", "Hey {FIRST} -",
                    "Dear Sir or Madam,", "Good morning {FIRST},", "Hi there,", "Hi {FIRST} and {OTHER},", "All -")  # fmt: skip
SIGNOFFS: Final = ("Best,", "Thanks,", "Kind regards,", "Regards,", "Cheers,", "Best regards,", "Many thanks,", "BR", "Sincerely,",
                   "Mit freundlichen Grüßen", "Cordialement,", "Saludos,", "--", "Thx")  # fmt: skip
FOOTERS: Final = (
    "This e-mail may contain {FOOTNDA} and is intended only for the addressee. If you received it in error, delete it.",
    "The contents of this message are {FOOTNDA}. Unauthorised use is prohibited.",
    "Please consider the environment before printing.", "Sent from my phone", "Get the app: {link}",
    "NOTICE: {FOOTNDA}. If you are not the named recipient you must not copy or disclose this message.",
    "You receive this because you subscribed to {product} updates. Unsubscribe: {link}",
    "{company} is registered in {city}, company no. {n_order}.",
)  # fmt: skip

SUBJECTS: Final[dict[str, tuple[str, ...]]] = {
    "finance": ("Q{q} close timetable", "Invoice {n_order} query", "Budget v{n} for review", "Expense policy change", "RE: payment run {weekday}",
                "Accruals for {month}", "Forecast {quarter}", "Cash position", "Vendor set-up: {company}"),
    "legal": ("Draft agreement with {company}", "RE: comments on clause {n}", "Hearing on {date}", "Retention schedule", "Engagement letter",
              "Trademark renewal", "Terms update", "Discovery plan", "Board minutes"),
    "hr": ("Open enrollment", "Interview loop on {weekday}", "New starter on {date}", "Performance cycle", "Leave request", "Onboarding checklist",
           "Compensation bands", "Training due", "Holiday calendar"),
    "engineering": ("Incident review {ticket}", "Release {version} plan", "Migration window {weekday}", "Design doc: {project}", "Flaky tests",
                    "On-call handover", "RE: latency in {city}", "Deprecation of the old API", "Build times"),
    "sales": ("Proposal for {company}", "RE: pricing", "Pipeline {quarter}", "Intro: {company}", "Renewal in {month}", "Demo follow-up",
              "Discount approval", "Territory plan", "Lost deal notes"),
    "support": ("Ticket {ticket}", "RE: cannot log in", "Your order {n_order}", "Refund request", "Delivery delayed", "Account question",
                "Feedback on {product}", "Case update", "Subscription change"),
    "security": ("Phishing wave", "Access review", "Rotation schedule", "Pen test results", "VPN maintenance", "Audit evidence", "Laptop patching",
                 "MFA roll-out", "Vendor questionnaire"),
    "marketing": ("Launch of {product}", "Newsletter {month}", "Press release draft", "Webinar on {date}", "Brand guidelines", "Campaign numbers",
                  "Event in {city}", "Blog post review", "Customer story"),
    "operations": ("Shipment {n_order}", "Warehouse count", "Shift plan {weekday}", "Meeting room booking", "Office move", "Supplier call", "Fleet service",
                   "Agenda for {weekday}", "Travel to {city}"),
    "health": ("Referral", "Clinic hours {month}", "Appointment {date}", "Lab logistics", "Claims backlog", "Formulary update", "Ward rota",
               "Patient leaflet", "Trial protocol v{n}"),
    "general": ("Fw: document", "RE: your question", "update", "notes", "scan", "FYI", "see below"),
    "social": ("Lunch on {weekday}?", "Birthday cake", "Photos from {city}", "Running club", "Fantasy league", "Farewell drinks", "Pub quiz",
               "Lost umbrella", "Weekend plans"),
}  # fmt: skip

_FIRST: Final[dict[str, tuple[str, ...]]] = {
    "finance": (
        "r|The {month} close {{starts on|is set for}} {weekday}. Please post your accruals by {time} and send the reconciliations to the ledger team.",
        "r|We have a mismatch of {amount} between the bank and the ledger for {company}. {{I suspect a duplicate|Probably timing}}, but could someone check?",
        "p|The draft forecast shows {quarter} revenue at {amount}, {percent} below plan. We intend to freeze hiring in {city} until the board has seen it.",
        "r|Purchase orders above {amount} need two approvals from {month}. The workflow in {product} has been changed accordingly.",
        "p|Management will propose closing the {city} site. Restructuring cost is estimated at {amount}; nothing has been announced yet.",
        "t|Our annual report is now online. It covers revenue, outlook and the sustainability figures, and is free to download at {link}.",
        "r|Travel expenses for the {city} workshop are {{still missing|incomplete}}. Receipts have to be uploaded by {date}, otherwise they move to next month.",
        "r|Attached you find the ageing list. {n} items are older than 90 days and {company} alone accounts for {percent} of the total.",
        "p|We are {{considering|preparing}} an acquisition of {company}. The working title is {project}. Valuation range {amount} to {amount}.",
        "r|Fixed assets: {n} laptops were written off. Serial numbers are listed in the sheet, for instance {n_luhn}.",
    ),
    "legal": (
        "r|The counterparty returned the markup. Clauses {n} and {n} are open, the rest is agreed. I suggest a call on {weekday}.",
        "l|My advice, for your eyes only: the claim has about a {percent} chance of success and I would settle below {amount}. Please do not forward this.",
        "l|This note is privileged. Our exposure under the {company} contract is {amount}, and the limitation defence is weak.",
        "r|Please review the revised terms of use before {date}. Main changes: governing law, notice periods and the data processing annex.",
        "t|The court published its decision in {n_citation} today; a short summary for the blog is below.",
        "r|The retention schedule says seven years for accounting records under {n_statute}. Nothing to do until {month}.",
        "l|Legal hold: do not delete or alter any document about {project}. This applies to mail, chat and personal notes until further notice.",
        "p|We would like to terminate the distribution agreement with {company} in {month}. They do not know yet, so keep it in this group.",
        "r|Trademark {product}: the opposition period ends on {date}. {n} classes, no objections so far.",
        "r|Minutes of the last meeting are with the secretary for signature. Two resolutions passed, one was postponed to {month}.",
    ),
    "hr": (
        "r|Open enrollment runs {{until|through}} {date}. You can change your plan in {product}; if you do nothing, last year's choice is kept.",
        "h|I'd like to put one member of the {team} team on a performance plan. Two warnings are on file and the last review was poor.",
        "r|The interview loop for the {team} role is on {weekday} at {time}. Each panel has 45 minutes, notes go into the tracker the same day.",
        "h|She asked for six months of parental leave and told me about a medical condition. Let's keep this between us.",
        "p|We plan to reduce the {team} team by {n} positions in {month}. Works council will be informed on {date}; until then not a word.",
        "t|We're hiring! {team} engineers in {city}, remote possible. See {link} for the openings.",
        "r|Reminder: the mandatory course on safety at work is due {date}. It takes about {n} minutes.",
        "r|Our holiday calendar for next year is final. The office in {city} stays closed between the years.",
        "h|His salary would go from {amount} to {amount}, which puts him above the band. I support it, but it needs your signature.",
        "r|The new starter's laptop should be ready on {weekday}. Desk {n} is free, badge has been ordered.",
    ),
    "engineering": (
        "r|We will migrate the {project} cluster on {weekday} between {time} and {time}. Expect {{a few minutes of read-only mode|short reconnects}}.",
        "r|Root cause of {ticket}: the retry loop in {n_camel} never backed off, so {percent} of requests timed out. Fix is in {version}.",
        "t|Release {version} of {product} is out. Highlights: faster start, fewer allocations, new configuration format. Full changelog at {link}.",
        "r|Build {n_sha} is broken on main. It looks like the upgrade to {n_atlike}. Can somebody bisect?",
        "p|Design for {project}: we drop the message bus and write to the log directly. This stays internal until the patent application is filed.",
        "r|p99 went from {n} ms to {n} ms after the change in {n_camel}. Traces for {n_guid} show the gap quite nicely.",
        "r|On-call handover: {n} pages, all noise. The disk alert on {n_ip} is known and will go away with {version}.",
        "t|The talk from {city} is online. I explain how a hash ring works, with the slides at {link}.",
        "r|The old API is switched off on {date}. There are still {n} callers, mostly {team}. Please move to v2.",
        "r|Disk usage grew by {percent}; retention is {n} days. I propose {n} days and compression, see {ticket}.",
    ),
    "sales": (
        "r|{company} liked the demo. They want a pilot with {n} seats from {month} and asked about single sign-on.",
        "p|We can go down to {amount} for {company}, but only if they sign in {quarter}. Floor price is {amount}; do not share it with the customer.",
        "r|Pipeline for {quarter} stands at {amount}. {n} deals slipped, mostly because of procurement.",
        "t|Thank you for visiting our booth in {city}. The brochure and public price list are at {link}.",
        "r|I'd like to introduce {product} to your team. Would {weekday} at {time} suit you? It takes half an hour.",
        "p|Their renewal is at risk: usage fell by {percent} and a competitor offers {amount}. Proposal: two free months, subject to approval.",
        "r|Discount of {percent} approved for {company}, valid until {date}. Order form follows.",
        "p|Territory plan: {city} goes to the partner channel, {city} stays direct. Commission changes are not yet communicated.",
        "r|The tender has {n} questions, due {date}. {team} answers the technical ones.",
    ),
    "support": (
        "r|Thanks for reaching out. Your parcel {n_order} left our warehouse on {date} and should arrive {{tomorrow|within three days}}.",
        "r|I could reproduce the problem with {product} {version}. As a workaround, clear the cache and sign in again.",
        "t|Did you know? You can change the language of {product} under Settings. More tips in our public help centre: {link}.",
        "r|We refunded {amount} to your account; it may take {n} days to show. Reference {n_order}.",
        "r|The customer is upset because the delivery to {city} was late twice. Could we offer a voucher?",
        "r|Case {ticket} is waiting for engineering. Error id {n_guid}, time {n_date}.",
        "r|To close your account please use the form in the app. For your safety we never ask for your password.",
        "r|Sorry to hear the {product} arrived damaged. Send us a picture and the order number, for example {n_order}.",
        "r|Satisfaction fell to {percent} in {month}. Main reason: waiting times on {weekday}.",
    ),
    "security": (
        "r|We see a phishing wave pretending to come from {company}. Do not click, use the report button.",
        "p|The penetration test found {n} critical issues in {project}. Until they are fixed the report must not leave this group.",
        "r|Quarterly access review: please confirm by {date} who in {team} still needs administrator rights.",
        "t|Our security page explains how to report vulnerabilities: {link}. Fingerprint of the signing key: {n_pubkey}.",
        "r|Rotation is due for {n_secretname}. The value lives in the vault, nobody has to copy it anywhere.",
        "r|VPN maintenance on {weekday} from {time}. Address range {n_ip} changes, the rest stays.",
        "p|We had unauthorised access to the {project} backups on {date}. Forensics is under way; communication only through the crisis team.",
        "r|Patch {version} fixes {ticket}. {percent} of laptops have it, the remaining ones are forced on {weekday}.",
        "r|The auditor wants a sample of {n} changes. Use placeholders such as {n_placeholder} in screenshots.",
    ),
    "marketing": (
        "t|Today we announced {product}. The press release is live on our site and all questions go to the press desk.",
        "p|Draft release, embargoed until {date}: {company} and we will launch {product} together in {city}.",
        "r|Campaign results: {n_decimal} impressions, click rate {percent}. The {city} banner did best.",
        "t|Join our free webinar on {date} at {time}. We show what is new in {product} {version}. Register at {link}.",
        "r|Please use the new logo from {month}. Old templates are removed from the drive on {weekday}.",
        "r|The customer story with {company} needs one more quote. Photo shoot is on {weekday}.",
        "p|Pricing for {product} will rise by {percent} on {date}. Customers hear it on that day, not earlier.",
        "t|Newsletter {month}: five ways to save time with {product}, an interview about {n_eponym}, and our events in {city}.",
    ),
    "operations": (
        "r|Shipment {n_order} is held at customs in {city}. The broker needs the commercial invoice.",
        "r|Stock count on {weekday}: {n} units missing in {n_placename}. Recount tomorrow at {time}.",
        "r|Agenda for {weekday}: 1) open points 2) budget 3) any other business. We meet in {n_placename}.",
        "r|The office move is on {date}. Crates arrive on {weekday}; please label yours with floor and desk.",
        "r|Your flight to {city} leaves at {time}. Record locator is in the app, hotel is near {n_placename}.",
        "r|Supplier {company} raises prices by {percent}. Two alternatives are in the comparison.",
        "t|The canteen menu for next week is on the intranet. {weekday} is burger day.",
        "p|We will outsource the {city} warehouse to {company} in {month}. The staff will be told on {date}.",
        "r|Pump {n_order} failed again. Spare part {n_part} is ordered, delivery in {n} days.",
    ),
    "health": (
        "r|The clinic in {city} is open until {time} on {weekday}. Please update the posters.",
        "h|The patient has had two episodes since {month} and the new dose is not tolerated. I recommend a scan before {date}.",
        "r|Lab logistics: samples must be in the fridge by {time}. Courier reference {n_order}.",
        "r|Claims backlog is {n} cases, down {percent}. Overtime on {weekday} is approved.",
        "p|Interim analysis of trial {project}: the primary endpoint was missed. Strictly for the steering group until publication.",
        "t|Flu season is coming. Vaccination is free at every pharmacy, find yours at {link}.",
        "h|Her therapy was extended by {n} sessions; the insurer asked for the diagnosis again.",
        "r|Ward rota for {month} is out. Swaps via the app only.",
    ),
    "social": (
        "t|Cake in the kitchen, {{come quickly|first come, first served}}. It's for the {team} team's first year.",
        "t|Anybody up for lunch on {weekday}? I was thinking of the Thai place near {n_placename}.",
        "t|Photos from {city} are up. The one with the {n_eponym} poster is my favourite.",
        "t|Running club meets on {weekday} at {time}. Easy pace, about {n} km.",
        "t|I found an umbrella in {n_placename}. Blue, a bit broken. It's at reception.",
        "t|Farewell drinks on {date}. Bring a story, not a present.",
        "t|Watched the match? {n}:{n}, and the second half was {{awful|brilliant}}. See you at the quiz on {weekday}.",
        "t|We're collecting books for the school in {city}. Drop them off until {date}, box is near the door.",
    ),
}
_MORE = (frames_email_more, frames_email_plans, frames_email_mixed)
BODIES: Final[dict[str, tuple[str, ...]]] = {
    topic: (*rows, *(row for more in _MORE for row in more.MORE.get(topic, ()))) for topic, rows in _FIRST.items()
}
