# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Sentences, lines and records that carry one or a few values, by label and register, and the same with look-alikes.

Registers: ``prose`` for mail and documents, ``chat`` for short messages, ``code`` for diffs, configuration and logs.
An upper-case slot is labelled, a slot with ``n_`` is a look-alike."""

from __future__ import annotations

from typing import Final

PROSE: Final[dict[str, tuple[str, ...]]] = {
    "NAME": (
        "{NAME} {{will join us|is leading this|has the details|signed off}}.", "Please {{copy in|loop in|ask}} {NAME}.", "I spoke to {TITLE} {NAME} about it {weekday}.",
        "Attendees: {NAME}, {NAME}, {NAME}.", "{NAME} ({job}) asked for an update.", "cc: {NAME}; {NAME}", "The patient, {NAME}, was seen on {date}.",
        "{NAME} from {company} called.", "Candidates: {NAME} and {NAME}.", "Account holder: {NAME}", "My manager {NAME} approved it.", "as {NAME} put it, \"fine by me\"",
        "On {date}, {NAME} wrote:", "Prepared by {NAME}, reviewed by {NAME}", "Employee name: {NAME}", "{NAME} reports to {NAME}.", "{FIRSTNAME} and {FIRSTNAME} are off on {weekday}.",
    ),
    "EMAIL": (
        "Send it to {EMAIL}.", "You can reach me at {EMAIL}.", "From: {NAME} <{EMAIL}>", "his address is {EMAIL}, in case you need it", "Contact: {EMAIL}", "mailto:{EMAIL}",
        "Please remove {EMAIL} from the list.", "login is {EMAIL}", "To: {EMAIL}, {EMAIL}", "E-Mail: {EMAIL}", "Customer {NAME} ({EMAIL}) complained again.",
        "\"{NAME}\" <{EMAIL}>", "The account is registered under {EMAIL}.", "Invite {EMAIL} and {EMAIL} please.", "bounced: {EMAIL}",
    ),
    "PHONE": (
        "Call me on {PHONE}.", "Tel. {PHONE}", "{{Mobile|Cell|Phone|Direct}}: {PHONE}", "My new number is {PHONE}.", "You can reach {NAME} at {PHONE}.", "Dial {PHONE} for the bridge.",
        "Fax {PHONE}", "Emergency contact: {NAME}, {PHONE}", "tel:{PHONE}", "WhatsApp {PHONE}", "he left {PHONE} for the callback", "Ph {PHONE} / {PHONE}",
        "Please text {PHONE} when you arrive.", "T: {PHONE} | M: {PHONE}", "Her home number ({PHONE}) is in the file.", "call back at {PHONE}, ask for {NAME}",
    ),
    "PAN": (
        "The card is {PAN}, exp {exp}.", "Please charge {PAN} for the deposit.", "Card number: {PAN}\nExpiry: {exp}\nCVV: {cvv}", "My Visa is {PAN} and the code on the back {cvv}.",
        "Payment by credit card {PAN}, name on card {NAME}.", "PAN {PAN}", "cc# {PAN}", "We still bill the old card ({PAN}); the new one is {PAN}.", "Corporate Amex {PAN}, valid until {exp}.",
        "The customer read out {PAN} on the phone.", "refund to {PAN} please", "Kreditkarte: {PAN}, gültig bis {exp}", "Debit card {PAN} was declined twice.", "Guarantee the room with {PAN}.",
        "Use my card for the flight: {PAN} {exp} {cvv}", "Account funded from card {PAN} on {date}.",
    ),
    "SSN": (
        "SSN: {SSN}", "Social security number {SSN}.", "Her SSN is {SSN} and she was born on {date}.", "Taxpayer ID {SSN}", "For the background check: {NAME}, {SSN}.", "National Insurance number: {SSN}",
        "NINO {SSN}", "SIN {SSN}", "My social is {SSN}.", "W-2 for {NAME} (SSN {SSN}) is wrong.", "ITIN: {SSN}", "CPF {SSN}", "Employee {NAME}, soc. sec. {SSN}", "ssn {SSN}, dob {date}",
        "The last four of the social are in the file as {SSN}.", "identity number: {SSN}",
    ),
    "SECRET": (
        "The {SECRETWORD} is {SECRET}", "password: {PASSWORD}", "Here is the {SECRETWORD}:\n{SECRET}", "You can log in with {USER} / {PASSWORD}", "the pw is {PASSWORD}, please change it",
        "Wi-Fi: guest-{word}, password {PASSWORD}", "New credentials - user {USER}, pass {PASSWORD}", "I attached the {SECRETWORD}, or just use {SECRET}.", "PIN for the vault account: {PASSWORD}",
        "API key ({word}, prod): {SECRET}", "Use this token until {weekday}: {SECRET}", "Passwort: {PASSWORD}", "mot de passe : {PASSWORD}", "contraseña: {PASSWORD}",
        "Temporary password {PASSWORD} expires {date}.", "root password on {n_ip} is {PASSWORD}", "my login still is {PASSWORD} lol", "secret={SECRET}",
        "The side door has a keypad, {KEYCODE}, and the light is on the left.", "Code for the {{gate|key box|safe|barrier|server room}}: {KEYCODE}", "Use the back entrance, {KEYCODE}, then you have {{thirty seconds|half a minute}} for the alarm, {KEYCODE}.",
        "The PIN of the fuel card is {KEYCODE}.", "If the alarm goes off, type {KEYCODE} and press enter.", "The number that came by text was {KEYCODE}.", "My authenticator shows {KEYCODE} right now.", "{{Türcode|Alarmcode|Tresor}}: {KEYCODE}, bitte nicht weitersagen.",
        "Le code du portail est {KEYCODE}.", "El código de la alarma es {KEYCODE}.", "The alarm box inside wants {KEYCODE} within a minute.", "The lock box at the fence opens with {KEYCODE}.", "Voicemail PIN {KEYCODE}, phone unlocks with {KEYCODE}.",
    ),
    "DBURI": (
        "Connect with {DBURI}", "Production database: {DBURI}", "The connection string is {DBURI}", "DSN: {DBURI}", "use {DBURI} for the report", "New replica: {DBURI}", "I ran it against {DBURI}",
        "The vendor needs {DBURI} to pull the data.", "Datasource\n{DBURI}", "please put {DBURI} into the config", "it fails on {DBURI}", "Staging is {DBURI}",
    ),
    "NDA": (
        "This falls under our {NDA} with {company}.", "The {NDA} was signed on {date}.", "Please treat this as {NDA}.", "As per the {NDA}, do not disclose the figures.", "Before we share more we need an {NDA}.",
        "\"{NDA}\" means any non-public information of {company}.", "The recipient shall hold the {NDA} in strict confidence.", "Our {NDA} covers {project} until {date}.",
        "All material about {project} is {NDA}.", "We talked {NDA} only, so no slides outside.", "The {NDA} survives termination by {n} years.", "Attached: {NDA}, countersigned.",
        "This deck contains {NDA} of {company}.", "Clause {n}: {NDA}. Each party shall protect the other's information.", "The formula is a {NDA}.", "Did {company} return the {NDA}?",
    ),
    "MATTER": (
        "Client/Matter: {MATTER}", "Re: matter {MATTER}", "Please bill this to {MATTER}.", "Docket No. {MATTER}", "Case {MATTER} is listed for {date}.", "Our ref: {MATTER}",
        "The file number is {MATTER}.", "{company} v. {company}, {MATTER}", "Time entries for {MATTER} are missing.", "Matter no. {MATTER} was opened on {date}.", "Az. {MATTER}",
        "Conflict check for {MATTER}: clear.", "Please open a sub-matter under {MATTER}.", "claim number {MATTER}, defence due {date}", "In re {company}, No. {MATTER}", "Cause No. {MATTER}",
    ),
    "ADDR": (
        "Please send it to {ADDR}.", "Address: {ADDR}", "He lives at {ADDR}.", "Ship to:\n{NAME}\n{ADDRBLOCK}", "The parcel for {NAME} goes to {ADDR}.", "home address {ADDR}", "We moved to {ADDR}.",
        "Billing address: {ADDR}", "Pick-up at {ADDR} at {time}.", "{NAME}\n{ADDRBLOCK}", "New tenant at {ADDR} from {date}.", "Lieferadresse: {ADDR}", "The premises at {ADDR} are insured.",
        "She was picked up from {ADDR}.", "return to {ADDR}", "The site visit is at {ADDR} on {weekday}.",
    ),
}  # fmt: skip
CHAT: Final[dict[str, tuple[str, ...]]] = {
    "NAME": ("ask {LOWNAME}", "{NAME} knows", "is {FIRSTNAME} in today?", "{LOWNAME} said no", "thanks {FIRSTNAME}!", "{FIRSTNAME} can you look?", "it was {NAME} who did it", "{LOWNAME} and {LOWNAME} are on it",
             "lol {FIRSTNAME}", "just met {NAME} in {city}", "tell {FIRSTNAME} i said hi", "{FIRSTNAME} > {FIRSTNAME}"),
    "EMAIL": ("{EMAIL}", "mail it to {EMAIL}", "my mail is {EMAIL}", "add {EMAIL} pls", "whats the mail? {EMAIL}?", "invite sent to {EMAIL}", "user {EMAIL} cant log in"),
    "PHONE": ("{PHONE}", "call me {PHONE}", "my nr is {PHONE}", "{FIRSTNAME}'s cell: {PHONE}", "ring {PHONE} if it breaks", "text {PHONE}", "bridge is {PHONE}", "new number who dis? {PHONE}"),
    "PAN": ("{PAN}", "card is {PAN} {exp}", "use {PAN} exp {exp} cvv {cvv}", "customer's cc: {PAN}", "charge {PAN}", "my card {PAN} got declined", "visa {PAN}", "here's the amex {PAN}"),
    "SSN": ("ssn {SSN}", "{SSN}", "her social is {SSN}", "need it for payroll: {SSN}", "nino: {SSN}", "my sin is {SSN} i think", "{LOWNAME} {SSN}", "its {SSN} dob {date}"),
    "SECRET": ("pw is {PASSWORD}", "{SECRET}", "try {USER}:{PASSWORD}", "key: {SECRET}", "heres the {SECRETWORD} {SECRET}", "login {USER} / {PASSWORD}", "pass {PASSWORD}", "`{SECRET}`", "token={SECRET}",
               "wifi pw {PASSWORD}", "use this one {SECRET}", "the password's still {PASSWORD}", "door is {KEYCODE}", "alarm {KEYCODE}, 30 sec", "code i got: {KEYCODE}", "gate {KEYCODE} then the green button", "it says {KEYCODE}, valid 10 min",
               "pin {KEYCODE}", "keybox {KEYCODE} behind the bins", "tan is {KEYCODE}", "my phone says {KEYCODE}, that what you need?"),
    "DBURI": ("{DBURI}", "db is {DBURI}", "`{DBURI}`", "connect to {DBURI}", "psql {DBURI}", "i use {DBURI}", "prod: {DBURI}", "try {DBURI} instead"),
    "NDA": ("that's {NDA}", "did they sign the {NDA}?", "we're {NDA} with {company}", "careful, {NDA}", "{NDA} came back signed", "no {NDA} no demo", "covered by the {NDA}", "{project} is {NDA} stuff"),
    "MATTER": ("{MATTER}", "bill it to {MATTER}", "which matter? {MATTER}?", "docket {MATTER}", "case {MATTER} got moved", "ref {MATTER}", "open {MATTER} pls", "time on {MATTER} is missing"),
    "ADDR": ("{ADDR}", "im at {ADDR}", "send it to {ADDR}", "address is {ADDR}", "party at {ADDR}!", "pick me up at {ADDR}", "new place: {ADDR}", "he lives at {ADDR}"),
}  # fmt: skip
CODE: Final[dict[str, tuple[str, ...]]] = {
    "NAME": ("# author: {NAME}", "Co-authored-by: {COMMITTER}", "Reviewed-by: {PUBNAME}", "// TODO({FIRSTNAME}): clean up", "patient_name: \"{NAME}\"", "  \"name\": \"{NAME}\","),
    "EMAIL": ("Signed-off-by: {COMMITTER}", "maintainer = \"{EMAIL}\"", "  \"email\": \"{EMAIL}\",", "user={EMAIL} action=login status=ok", "MAIL_TO={EMAIL}", "contact: {EMAIL}"),
    "PHONE": ("  \"phone\": \"{PHONE}\",", "phone={PHONE}", "sms to {PHONE} failed: timeout", "SUPPORT_PHONE={PHONE}", "to: \"{PHONE}\"", "caller_id {PHONE}"),
    "PAN": ("  \"card_number\": \"{PAN}\",", "pan={PAN} amount={amount}", "charge failed for card {PAN}", "expect(card).toBe(\"{PAN}\")", "INSERT INTO cards VALUES ('{PAN}', '{exp}');", "cc_number: {PAN}"),
    "SSN": ("  \"ssn\": \"{SSN}\",", "ssn={SSN}", "UPDATE employees SET ssn = '{SSN}' WHERE id = {n};", "tax_id: {SSN}", "applicant ssn {SSN} rejected", "national_id = \"{SSN}\""),
    "SECRET": ("API_KEY={SECRET}", "password: {PASSWORD}", "+    token = \"{SECRET}\"", "export {word}_TOKEN={SECRET}", "curl -H \"Authorization: Bearer {SECRET}\" {link}", "  \"client_secret\": \"{SECRET}\",",
               "DB_PASSWORD={PASSWORD}", "//registry.npmjs.org/:_authToken={SECRET}", "curl -u {USER}:{PASSWORD} {link}", "git clone https://{USER}:{SECRET}@git.{word}.dev/{word}.git", "const key = '{SECRET}';",
               "aws_secret_access_key = {SECRET}", "-  secret: '{SECRET}'", "docker login -u {USER} -p {PASSWORD}", "machine {word}.dev login {USER} password {PASSWORD}", "sshpass -p '{PASSWORD}' ssh {USER}@{n_ip}",
               "mysql -u{USER} -p'{PASSWORD}' orders", "spring.datasource.password={PASSWORD}", "{SECRET}", "<add key=\"ApiKey\" value=\"{SECRET}\" />", "X-Api-Key: {SECRET}", "?api_key={SECRET}&page={n}"),
    "DBURI": ("DATABASE_URL={DBURI}", "url: {DBURI}", "+DATABASE_URL = \"{DBURI}\"", "engine = create_engine(\"{DBURI}\")", "could not connect to {DBURI}: timeout", "  \"dsn\": \"{DBURI}\",", "psql \"{DBURI}\"",
              "spring.datasource.url={DBURI}", "MONGO_URL='{DBURI}'", "<add name=\"Main\" connectionString=\"{DBURI}\" />", "- {DBURI}", "pool, err := Open(\"{DBURI}\")"),
    "NDA": ("# {NDA} - {company}", "/* {NDA}. Do not distribute. */", "// {NDA} with {company} applies to this file", "license: {NDA}", "classification: {NDA}"),
    "MATTER": ("matter_id: {MATTER}", "  \"matter\": \"{MATTER}\",", "case_no={MATTER}", "docket: \"{MATTER}\"", "billing code {MATTER} not found"),
    "ADDR": ("  \"address\": \"{ADDR}\",", "address={ADDR}", "ship_to: \"{ADDR}\"", "geocode failed for '{ADDR}'", "home_address = \"{ADDR}\""),
}  # fmt: skip
HARMLESS: Final[dict[str, tuple[str, ...]]] = {
    "prose": (
        "Order number {n_order}.", "Your tracking number is {n_order}.", "Device IMEI {n_luhn}.", "Ref. {n_guid}", "The hash is {n_sha}.", "We upgraded to {n_version}.", "Server {n_ip} was restarted at {n_date}.",
        "See {n_citation}.", "as required by {n_statute}", "Ticket {n_ticket} is closed.", "Please pay to IBAN {n_iban}.", "ISBN {n_isbn}", "Part number {n_part}.", "We meet in {n_placename}.",
        "Work for {n_company} continues.", "I saw {n_eponym} in the news.", "Value {n_decimal}, expected {n_decimal}.", "Coordinates: {n_coords}", "The password is stored in the vault under {n_secretname}.",
        "Put your key where it says {n_placeholder}.", "The NDA ({n_company} National Dance Academy) performs on {weekday}.", "The alliance's NDA government won {n} seats.", "This is a confidential hotline for staff.",
        "We look for a discreet, confidential assistant in {city}.", "Never send your password by mail.", "Reset your password at {link}.", "Timestamps such as {n_epoch} are in UTC.", "Bill {n_ticket} passed the House.",
        "zip {n_part}", "Invoice {n_order}, due {n_date}", "He follows {n_handle} on social media.", "The gift card ends in 4821.", "The token ring is a {n_eponym} invention.", "version {n_version} of {product}",
        "Card no. on file ends with 0093, expiry unknown.", "Parcel 4 of 12, weight {n_decimal} kg, pallet {n_order}.", "Use the test card {TESTPAN} on the sandbox.", "Docs say {TESTPAN} is always accepted in test mode.",
        "{n_preheader}", "{n_heading}", "{n_foreign}", "{n_pgp}", "Data: {n_blob}", "{n_foreign} {n_foreign}", "Logo: {n_base64image}", "one two three, testing the microphone",
        "The street party on {n_placename} starts at {time}.", "{n_eponym} opens a shop in {city}.", "Chapter 7 and Chapter 11 are explained on page {n}.", "Call to order at {time}, {n} members present.",
        "The display shows error {n_key_code}.", "Room {n_key_code}, second floor.", "Alarm code {n_key_code} in the manual means low oil.", "The door frame is {n_key_code} mm wide.", "Gate {n}, flight {n_key_code}.", "Meeting ID {n_key_code} {n_key_code}, passcode {n_key_code}", "Your one-time code is {n_key_code}. It expires in ten minutes.",
        "Use promo code {n_key_code} at the till.", "Postcode {n_key_code}, area code {n}.", "The key cabinet is stock number {n_key_code}.", "Dial in and enter conference PIN {n_key_code}.", "Drawing {n_key_code}, door and lock set.", "Extension {n_key_code} at the front desk.",
    ),
    "chat": (
        "{n_order}", "{n_sha}", "{n_guid}", "v{n_version}", "{n_ip} is up", "see {n_ticket}", "{n_decimal}", "{n_handle} ^", "try {n_atlike}", "{n_camel} is null", "it's in {n_path}", "{n_epoch}", "in {n_placename}",
        "{n_eponym} rocks", "set {n_placeholder} first", "pw is in the vault ({n_secretname})", "{n_chatter}", "imei {n_luhn}", "test card {TESTPAN}", "localhost: {n_dburi}", "nda = national democratic alliance btw",
        "whats your password policy?", "{n_coords}", "{n_part} is out of stock", "{n_date}", "lost parcel {n_order}", "{n_foreign}", "{n_heading}", "l33t sp34k is so 1999", "3, 2, 1, go", "did you reset the token?", "iban {n_iban}", "err {n_key_code} again", "room {n_key_code}", "ext {n_key_code}", "pin {n} of the plug is bent", "door order {n_key_code} shipped", "dial-in pin {n_key_code}", "pallet {n_key_code} at gate {n}",
    ),
    "code": (
        "commit {n_sha}", "request_id={n_guid}", "integrity: {n_integrity}", "API_KEY={n_placeholder}", "password: {n_placeholder}", "DATABASE_URL={n_dburi}", "ETag: {n_etag}", "version = \"{n_version}\"", "git clone {n_atlike}",
        "order_id={n_order}", "tracking_number: {n_order}", "timestamp={n_epoch}", "src: {n_base64image}", "host={n_ip}", "const {n_camel} = {n_decimal};", "ssh_authorized_keys: {n_pubkey}", "serial={n_luhn}", "lat,lon = {n_coords}",
        "  \"token\": \"{n_placeholder}\",", "token_file: {n_secretname}", "csrf_token={n_sha}", "see {n_path}", "# {n_ticket}", "isbn: {n_isbn}", "  \"sku\": \"{n_part}\",", "image: {word}@{n_sha}", "x = {n_camel}({n_camel})",
        "payload: {n_blob}", "{n_minified}", "card = \"{TESTPAN}\"  # sandbox", "account_number={n_order}", "uses: {n_atlike}", "snowflake={n_luhn}", "os.getenv(\"{n_secretname}\")", "iban={n_iban}",
    ),
}  # fmt: skip
