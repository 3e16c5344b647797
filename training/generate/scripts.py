# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Scripted conversations: an early message, its counterpart without the fact, and a last message that means another
thing after each. Texts only; `scenarios` plays them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Script:
    """A pair of conversations with the same last message.

    ``shared`` opens both; ``fact`` or ``blank`` follows, then small talk, then ``last``. ``after_fact`` and
    ``after_blank`` are the targets that depend on memory. ``labels_need_fact`` says that the last message's spans are
    there only after the fact.
    """

    name: str
    kinds: tuple[str, ...]
    topics: tuple[str, ...]
    fact: tuple[str, ...]
    blank: tuple[str, ...]
    last: tuple[str, ...]
    reaches: tuple[str, ...]
    after_fact: dict[str, float]
    after_blank: dict[str, float]
    shared: tuple[str, ...] = ()
    floor: tuple[float, float] = (0.5, 0.1)
    labels_need_fact: bool = False
    last_floor: float = field(default=0.1)


ANY = ("finance", "legal", "engineering", "sales", "marketing", "operations", "security")
MAIL = ("email", "chat", "upload")
TALK = ("email", "chat")
OUT = ("external", "freemail", "public")
UNSEEN: Final = frozenset({"vendor_ended", "quoted_customer"})
"""Played in dev and test only."""

SCRIPTS: Final[tuple[Script, ...]] = (
    Script(
        "nda_forward", MAIL, ANY,
        ("We signed the {NDA} with {company}; everything about {project} is covered.", "{project} is under {NDA}, so the slides stay with us.", "Reminder: {company} gave us the {project} material under {NDA}.",
         "The {project} drawings are {NDA} of {company}.", "got the {project} files from {company}, {NDA} applies", "As of {date} {project} falls under our {NDA}.", "Per the {NDA}, nobody outside may see {project}."),
        ("{project} went public on {date}, the press release is out.", "The {project} slides are on our website already.", "Reminder: {project} is open source now.", "The {project} brochure may be handed out freely.",
         "{project} was presented at the fair in {city}, recordings are online", "As of {date} {project} is public.", "Everybody may have the {project} deck."),
        ("Forwarding the {project} slides.", "Here are the {project} files, as promised.", "FYI, {project} deck attached.", "sending you the {project} stuff now", "Please find {project} enclosed.", "This is the {project} package we talked about."),
        OUT, {"sensitivity": 0.75, "context": 0.3}, {"sensitivity": 0.1, "context": 0.95},
    ),
    Script(
        "key_above", (*TALK, "pr"), ("engineering", "security"),
        ("Here is the key for the import: {SECRET}", "key: {SECRET}", "Production token, keep it safe: {SECRET}", "db access: {DBURI}", "I put the {SECRETWORD} here: {SECRET}", "login {USER} / {PASSWORD}", "use {SECRET} to authenticate"),
        ("You get the key from the vault.", "key is in the vault", "The production token is issued on request.", "ask the platform team for database access", "I will not post the credentials here.", "login works with single sign-on", "authentication is by certificate"),
        ("Please use the key above for the import.", "just use the one above", "Adding you here, the credentials are further up.", "take what I posted earlier and run it", "see above for access", "everything you need to log in is in this thread"),
        OUT, {"sensitivity": 0.9, "context": 0.3}, {"sensitivity": 0.15, "context": 0.9}, floor=(0.3, 0.1),
    ),
    Script(
        "split_card", TALK, ("sales", "finance", "support", "operations"),
        ("First half of the card: {CARDA}, rest follows.", "card starts {CARDA}", "my visa is {CARDA} ... second part in the next message", "Card number part 1: {CARDA}", "cc begins with {CARDA}", "{CARDA} are the first digits of the amex"),
        ("I need the two pallet numbers.", "what were the locker numbers again", "the lottery numbers came out, guess", "Which article numbers are missing?", "the two ticket ids please", "what does the meter say"),
        ("{CARDB}", "and {CARDB}", "then {CARDB}", "the rest: {CARDB}", "{CARDB} that's it", "second part {CARDB}"),
        ("named", "external", "freemail", "list", "public"), {"sensitivity": 0.8, "obfuscation": 0.75}, {"sensitivity": 0.1, "obfuscation": 0.05}, floor=(0.6, 0.1), labels_need_fact=True,
    ),
    Script(
        "key_rotated", (*TALK, "pr"), ("engineering", "security"),
        ("Update: that key was revoked, it is dead.", "rotated, the old one no longer works", "The credential above has been disabled on {weekday}.", "I deleted that user, so the password is worthless", "revoked + reissued through the vault", "All of the above is expired."),
        ("Update: that key stays valid until {month}.", "can't rotate, it's still in use", "The credential above is needed until {weekday}.", "that user is still our main account", "we keep it, all jobs depend on it", "All of the above remains in force."),
        ("The key from above also shows in the attached log.", "btw the one above is in the screenshot too", "Quoting the credential from this thread in the ticket.", "the dump contains the key from earlier", "copy of the whole thread for you, key included", "posting the full log, with what we had above"),
        OUT, {"sensitivity": 0.15, "context": 0.85}, {"sensitivity": 0.9, "context": 0.25}, shared=("here's the key: {SECRET}", "password for {USER}: {PASSWORD}", "token {SECRET}", "use {DBURI} for now", "{SECRETWORD}: {SECRET}"), floor=(0.2, 0.3),
    ),
    Script(
        "embargo", ("email", "chat", "pr", "upload"), ("marketing", "engineering"),
        ("{product} is under embargo until {date}.", "nothing about {product} gets out before {date}!", "The {product} launch is secret; embargo ends {date}.", "pls keep {product} quiet till the launch", "Press must not hear of {product} before {date}."),
        ("{product} was announced this morning.", "{product} is out, spread the word!", "The {product} launch is public since {date}.", "pls post about {product} everywhere", "Press has all about {product}."),
        ("{product} will do twice the work at half the price.", "Look at what {product} can do: {n} times faster!", "Here is the new {product} page.", "so excited about {product} {version}", "Adds the {product} banner to the site."),
        ("public", "external", "freemail"), {"sensitivity": 0.65, "context": 0.2}, {"sensitivity": 0.05, "context": 0.95}, floor=(0.6, 0.05),
    ),
    Script(
        "code_name", MAIL, ("finance", "legal", "sales"),
        ("{project} is our name for buying {company}. Board only.", "for the record: {project} = takeover of {company}, top secret", "We call the closure of {city} {project}; nobody may know.", "{project} stands for the layoffs in {month}.", "From now on the {company} deal is {project}, tell no one."),
        ("{project} is our name for the summer party.", "for the record: {project} = new coffee machine", "We call the running dinner {project}; everybody may come.", "{project} stands for the photo contest in {month}.", "From now on the cake rota is {project}, tell everyone."),
        ("Any news on {project}? I'd like to start in {month}.", "when do we start {project}", "{project} is on, {weekday} at {time}.", "{project} needs {amount} more, is that all right?", "Could you help with {project}?"),
        OUT, {"sensitivity": 0.7, "context": 0.3}, {"sensitivity": 0.05, "context": 0.95}, floor=(0.7, 0.05),
    ),
    Script(
        "other_side", TALK, ("legal",),
        ("On {MATTER}: our weak point is the late notice. We would settle at {amount}.", "strategy for {MATTER}: stall until {month}, then offer {amount}", "Matter {MATTER}, privileged: the witness is unreliable.", "{MATTER} - the client admits it, keep that among us", "In {MATTER} we have no defence on count {n}."),
        ("The other side will pick the venue.", "calendar for {month} is attached", "Please agree the date with opposing counsel.", "they asked for an extension, fine with us", "Both sides want the hearing in {city}."),
        ("Adding opposing counsel to this thread.", "counsel for the other party is now in copy", "+ the lawyers of the other side", "I have included our opponents, so we can agree.", "bringing in the other firm here"),
        ("external",), {"sensitivity": 0.85, "exposure": 0.75, "context": 0.15}, {"sensitivity": 0.2, "exposure": 0.55, "context": 0.92}, floor=(0.8, 0.2),
    ),
    Script(
        "legal_hold", TALK, ("legal", "engineering", "security", "operations"),
        ("Legal hold on {project}: nothing may be deleted.", "legal says keep ALL {project} logs", "A preservation order covers {project}.", "Do not destroy any record of {project} until further notice.", "hold notice: {project}, everything stays"),
        ("{project} has ended, the disk is full.", "retention for {project} is over since {month}", "{project} data may go.", "We have a backup of {project}, so cleaning up is fine.", "clean-up week: {project} is first"),
        ("Please delete the logs of {project} today.", "can you wipe {project}?", "I am going to remove the {project} folder tonight.", "rm -rf {project} on all hosts, thanks", "Purge the {project} mailbox."),
        ("named", "named", "list", "external"), {"context": 0.1, "sensitivity": 0.6}, {"context": 0.95, "sensitivity": 0.2}, floor=(0.5, 0.2),
    ),
    Script(
        "approved", ("email", "chat", "upload", "pr"), ("finance", "legal", "marketing", "engineering"),
        ("Counsel approved the release of the {project} figures.", "you may publish {project}, all cleared", "Board has agreed: {project} can be disclosed.", "sign-off for {project} is done, go public", "The regulator has cleared the {project} text."),
        ("Counsel has not approved the release of the {project} figures.", "{project} isn't cleared, wait", "Board has refused: {project} must not be disclosed.", "no sign-off for {project} yet, keep it in", "The regulator still examines the {project} text."),
        ("{project}: {amount} in {quarter}, up {percent}. Full text below.", "here are the {project} numbers: {amount}", "{project} results: {percent} growth.", "Publishing {project} now, {amount} it is.", "{project} summary for you, {n} pages."),
        OUT, {"sensitivity": 0.1, "context": 0.95}, {"sensitivity": 0.7, "context": 0.2}, floor=(0.3, 0.5),
    ),
    Script(
        "guest", ("chat",), ("sales", "finance", "engineering", "operations"),
        ("{n_handle} from {company} joined as a guest and reads along.", "heads-up, the vendor is in this channel now", "I invited two people of {company} here (guests).", "channel is shared with {company} since {weekday}", "welcome our contractors from {company}!"),
        ("{n_handle} from our {team} team joined.", "heads-up, the new colleague is in this channel now", "I removed the guests, it's only us.", "channel is private again since {weekday}", "welcome our interns!"),
        ("so the floor price is {amount}, not a cent less", "between us, {company} is our second choice", "margin on this one is {percent}", "we'd pay up to {amount}", "plan b is to drop them in {month}"),
        ("named",), {"exposure": 0.55, "sensitivity": 0.6, "context": 0.3}, {"exposure": 0.02, "sensitivity": 0.6, "context": 0.95}, floor=(0.1, 0.1), last_floor=0.6,
    ),
    Script(
        "customer_number", ("email", "chat", "pr"), ("support", "engineering", "finance"),
        ("The customer's social is {SSN}, born {date}.", "ssn {SSN} gets rejected", "Applicant {NAME}, {SSN}, cannot sign up.", "it fails for card {PAN}", "{NAME} at {ADDR}, tax id {SSN}"),
        ("The customer has not sent any details.", "some field gets rejected", "An applicant cannot sign up.", "it fails for every browser", "nobody at the shop answers"),
        ("I'll post the details from above on the status page.", "reproduce it with the data above", "Pasting the customer's report here for the community.", "you can use the example from this thread", "see the first message for the data"),
        OUT, {"sensitivity": 0.8, "context": 0.25}, {"sensitivity": 0.15, "context": 0.9}, floor=(0.5, 0.2),
    ),
    Script(
        "forwarding", TALK, ("hr", "finance", "legal", "sales"),
        ("I switched on auto-forward, all of this thread goes to my gmail.", "everything in here lands in my private mail too", "My home mailbox gets a copy of each message here.", "a bot mirrors this thread to my personal slack", "forwarding rule is on, reads fine on my ipad at home"),
        ("I switched off the forward, nothing leaves our server.", "nothing in here lands in my private mail any more", "My home mailbox no longer gets copies.", "the bot that mirrored this thread is gone", "forwarding rule is off, i only read it at work"),
        ("{month} salaries are final, total {amount}.", "He will be dismissed on {date}.", "our offer will be {amount}, don't tell", "The settlement is {amount}.", "bonus pool: {amount}"),
        ("named",), {"exposure": 0.82, "sensitivity": 0.6, "context": 0.4}, {"exposure": 0.03, "sensitivity": 0.6, "context": 0.95}, floor=(0.1, 0.1), last_floor=0.6,
    ),
    Script(
        "same_password", TALK, ("engineering", "security", "support"),
        ("the password is {PASSWORD}", "Admin password: {PASSWORD}", "pw {PASSWORD} for {USER}", "{USER}:{PASSWORD}", "we set it to {PASSWORD}"),
        ("the password is set by the user", "Admin password was changed by the owner.", "no pw for {USER}, key only", "{USER} has to enrol first", "we left it empty on purpose"),
        ("Same password for the new account.", "new box, same pw", "it works with that one as well", "They kept it on all servers.", "the partner portal uses it too"),
        ("external", "freemail", "public", "named"), {"sensitivity": 0.88}, {"sensitivity": 0.25}, floor=(0.3, 0.15),
    ),
    Script(
        "test_data", ("email", "chat", "pr", "upload"), ("engineering", "support", "finance"),
        ("All data in this thread comes from the generator, nothing is real.", "it's all made up test data", "Everything below is synthetic.", "These are sandbox records, they belong to nobody.", "fake data only, see {ticket}"),
        ("All data in this thread comes from production, handle with care.", "it's all real customer data", "Everything below is from live systems.", "These are live records, they belong to customers.", "real data, see {ticket}"),
        ("Record {n}: {NAME}, {PAN}", "{NAME};{SSN};{ADDR}", "failing card: {PAN}", "row {n} is {EMAIL}, {PHONE}, {SSN}", "it rejects {SSN}"),
        ("named", "list", "external", "freemail", "public"), {"sensitivity": 0.15}, {"sensitivity": 0.82}, floor=(0.1, 0.3),
    ),
    Script(
        "wrong_list", ("email",), ("hr", "finance", "legal"),
        ("Please ignore my last mail, it went to the wrong people.", "Wrong recipients, sorry! Delete it.", "Recall: that was not meant for you.", "My mistake, this thread has the wrong addressees.", "You should not be on this thread, please disregard."),
        ("Please read my last mail, it concerns all of you.", "Right recipients now, sorry!", "Resending: this was meant for you.", "Good, this thread has everyone we need.", "You should be on this thread, please reply."),
        ("Next part: the individual figures for {month}, {amount} in all.", "And here is the second half of the review.", "The rest of the list follows, {n} positions.", "Continuing: the offer will be {amount}.", "Remaining items from the file, see below."),
        ("named", "list", "external"), {"context": 0.12, "sensitivity": 0.55}, {"context": 0.93, "sensitivity": 0.55}, floor=(0.3, 0.3), last_floor=0.55,
    ),
    Script(
        "vendor_ended", TALK, ("operations", "sales", "engineering"),
        ("Our contract with the vendor ended, no more data to them.", "vendor is out since {weekday}, cut them off", "We parted with the agency; access is withdrawn.", "they work for a competitor now, share nothing", "contract terminated, they get nothing from us"),
        ("Our contract with the vendor was renewed, data flow as usual.", "vendor is in since {weekday}, keep them posted", "We hired the agency; access is granted.", "they work for us now, share what they need", "contract signed, they get the weekly file"),
        ("Weekly figures for you: {amount}, {n} units.", "as every week, here are our numbers: {n}", "Stock list of {city} as usual.", "report for {month}, {percent} up", "forecast, {n} units for {city}"),
        ("external",), {"context": 0.1, "exposure": 0.65, "sensitivity": 0.5}, {"context": 0.95, "exposure": 0.4, "sensitivity": 0.3}, floor=(0.4, 0.3),
    ),
    Script(
        "quoted_customer", ("email", "chat"), ("marketing", "sales", "support"),
        ("The customer wants to stay anonymous.", "she does NOT want her name used", "No consent for the story, names must be removed.", "they asked us to keep their name out", "Consent was withdrawn on {date}."),
        ("The customer is happy to be named.", "she is fine with us using her name", "We have written consent for the story and the name.", "they asked us to print their name", "Consent was given on {date}."),
        ("\"Best product ever\", says {NAME} from {city}.", "Our story about {NAME} is ready.", "Quote: \"We love it\" - {NAME}", "new reference customer: {NAME}!", "Thanks to {NAME} for the interview."),
        ("public", "external"), {"sensitivity": 0.65, "context": 0.15}, {"sensitivity": 0.05, "context": 0.95}, floor=(0.3, 0.1),
    ),
)  # fmt: skip
