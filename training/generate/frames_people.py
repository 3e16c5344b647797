# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Short texts about people and places, by genre. Upper-case slots are labelled, everything else is not.

``PUB`` slots are the same values where they are published already, so that they weigh nothing.
"""

from __future__ import annotations

from typing import Final

from training.generate import frames_people_more as more
from training.generate import frames_people_talk as talk

NEWS: Final = (
    "{PUBNAME} {{was|is}} {{a|the former|a retired|an award-winning}} {nation} {occupation} {{who played for|who worked with|best known for his work on|known for|associated with}} {{{n_team}|{n_work}|{n_org}}}.",
    "{PUBNAME} (born {date}) is a {nation} {occupation}.", "{PUBNAME} ({year}-{year}) was {{the|a}} {occupation} and {occupation} {{from|in}} {city}.",
    "Born in {city}, {PUBNAME} {{studied|trained|taught}} at {n_org} {{before joining|and later led|under}} {{{n_org}|{n_team}|{PUBNAME}}}.",
    "In {year}, {PUBLAST} {{moved to|returned to|left}} {{{city}|{country}|{n_team}}} {{and|where he|where she}} {{married {PUBNAME}|met {PUBNAME}|founded {n_org}|recorded {n_work}}}.",
    "{PUBLAST}'s {{first|second|last|debut}} {{novel|album|film|season|exhibition}}, {n_work}, was {{released|published|shown}} in {year}{{ by {n_org}||, to mixed reviews}}.",
    "The {{film|play|series|episode}} was {{directed|written|produced}} by {PUBNAME} and {{stars|features}} {PUBNAME}, {PUBNAME} and {PUBNAME}.",
    "{n_work} is a {year} {{song|album|film|novel|opera}} by {PUBNAME}{{, produced by {PUBNAME}||, and was covered by {PUBNAME}}}.",
    "{{President|Senator|Governor|Mayor|General|Major|Sir|Professor|Dr.|Judge|Captain|Pope|King|Queen}} {PUBLAST} {{signed|rejected|visited|opened|left|opposed}} {{the {n_law}|{city}|{n_org}|{n_venue}}}.",
    "{PUBNAME} {{defeated|beat|lost to|faced|overtook}} {PUBNAME} {n}-{q} {{in the final|at {n_venue}|in {city}|on {weekday}}}.",
    "{n_team} signed {{striker|goalkeeper|forward|coach|pitcher|guard}} {PUBNAME} from {n_team} for {amount}.",
    "\"{{We are delighted|It is too early to say|Nobody expected this|That is simply wrong}},\" {{said|told reporters|added}} {PUBNAME}, {{the|a}} {{spokesman|spokeswoman|director|chief executive}} {{of|at|for}} {n_org}.",
    "{PUBNAME}, {{chief executive|chair|founder|head of research}} of {n_org}, {{will step down|resigned|was appointed}} {{in {month}|on {weekday}|last year}}.",
    "{n_org} {{was founded in {year} by|is named after|was once owned by}} {PUBNAME}.", "{n_org} {{opened a branch in|moved its headquarters to|sued|acquired}} {{{city}|{n_org}}} in {year}.",
    "{n_team} {{won|lost|drew}} {{at home|away|in {city}}} against {n_team} on {weekday}.", "{{The|Its}} {{capital|largest city|harbour}} is {city}, {n} km {{north|south|east|west}} of {n_venue}.",
    "{PUBNAME} and {{his wife|her husband|his brother|her sister|their son}} {PUBFIRST} {{live|lived|settled}} in {city}.", "{PUBFIRST} {{later|then|also}} {{wrote to|worked with|taught}} {PUBNAME} {{about|at|in}} {{{n_org}|{city}}}.",
    "Other members included {{guitarist|drummer|singer|bassist}} {PUBNAME}, {{keyboardist|saxophonist|vocalist}} {PUBNAME} and {PUBNAME}.", "Troops under {{General|Colonel|Captain}} {PUBLAST} {{retreated to|took|held}} {city} in {year}.",
    "The {{park|school|bridge|award|asteroid|prize|street}} {{is named after|was renamed in honour of|commemorates}} {PUBNAME}.", "{n_ship} was {{launched|sunk|sold}} in {year} {{at {city}|under Captain {PUBNAME}|by {n_org}}}.",
    "According to {PUBNAME} of {n_org}, {{prices|sales|visitor numbers|emissions}} {{rose|fell}} by {percent}.", "{{List of|Works by|Biography of|Letters of|Early life of}} {PUBNAME}",
    "{PUBLAST} {{died|was buried|retired}} in {city} {{on {date}|in {year}|at the age of {n}}}.", "{{However|In fact|Meanwhile|Two years later|At that time}}, {PUBLAST} {{and|asked|met|accused}} {PUBLAST} {{agreed|disagreed|resigned|won}}.",
    "{n_law} {{was passed|came into force|was repealed}} in {year}.", "{n_event} {{was held|took place|ended}} in {city}{{| and was opened by {PUBNAME}}}.", "{n_eponym} {{shares rose|reported earnings|will open a plant in {city}}} on {weekday}.",
    "{{Directed|Music|Screenplay|Photographs|Text}} by {PUBNAME}", "{PUBNAME} as {{the narrator|himself|the detective|Dr. {PUBLAST}}}", "{PUBLAST} v. {company}, {n_citation}", "{PUBLAST} et al. ({year}) {{report|find|show}} {percent}, see {n_org}.",
    "{{Coach|Manager|Captain}} {PUBNAME} {{praised|dropped|replaced}} {PUBLAST} after the match at {n_venue}.", "{PUBNAME}: {n_work} ({year})", "{{His|Her}} {{father|mother|teacher|rival|agent}}, {PUBNAME}, {{was|became}} a {occupation} {{in|from}} {city}.",
    *more.NEWS,
    *talk.NEWS,
)  # fmt: skip
TALK: Final = (
    "{{Hi|Hello|Hey|Good morning|hi|hello}}, {{this is|my name is|I'm|I am|it's|i'm}} {NAME}{{.|,|}} {{I'd like to|can you help me|I need to|i want to}} {{change my address|check my order|book a table|cancel my subscription|update my details}}{{.|?|}}",
    "{{My|my}} {{name's|name is}} {ANYNAME}{{.||, with two l's|, nice to meet you}}", "{{I live at|I just moved to|my new address is|We're at|You can find us at|Please deliver to|ship it to|Send it to|our office is at|i live on}} {ADDR}{{.||, thanks| - ring twice}}",
    "{{Where is it?|What's the address?|How do I get there?|address?|and where's that}} {{It's at|it is located at|The address is|They're at|You'll find it at}} {PUBSTREET}{{.|, {city}.| in {city}.}}",
    "{{What is|Can I have|May I have|whats|Could you tell me}} your {{name|full name|address|zip code|phone number}}?\n{{It's|it's|Sure,|yes,|}} {{{NAME}|{ADDR}|{ZIP}|{PHONE}}}",
    "{{my zip is|zip code|ZIP:|postal code|My zip code is|postcode}} {ZIP}", "{{Tell|Ask|Call|Remind|ping|text|email}} {ANYNAME} {{that|about the|to}} {{the meeting moved|invoice|come by|send it again|it's done}}{{.|!|, please|}}",
    "{{did|has|will|when did|why did}} {LOWNAME} {{reply|call|say anything|send it|leave}}{{?|| yet?| already?}}", "{LOWNAME} {{said|told me|thinks|wants|asked}} {{it's fine|to wait|we should ship|no|about friday}}{{ lol|| haha|...}}",
    "{{met|saw|talked to|had lunch with|spoke w/}} {LOWNAME} {{and|&}} {LOWNAME} {{yesterday|today|at {n_venue}|at the office}}", "{ANYNAME}'s {{birthday|car|report|mother|flight|laptop|desk|address}} {{is|was}} {{on {weekday}|late|great|{ADDR}|missing}}{{.|!|}}",
    "{{I'm|i am}} {{looking for|searching for|trying to reach}} {NAME}{{ from {company}|| in {city}}}{{.|, can you connect me?|}}", "{{Is|Was}} {ANYNAME} {{there|at home|in today|your manager}}?", "{{Thanks|Thank you|Cheers|thx|Bye|Congrats|Sorry}}{{,|}} {ANYNAME}{{!|.|}}",
    "{{Dear|Hi|Hello|Hey|Good evening|Liebe|Cher}} {{{ANYNAME}|{TITLE} {LASTNAME}|{NAME}}},", "{{Best|Regards|Sincerely|Yours|Kind regards|Cheers|Thanks|xoxo|Best wishes|Many thanks}},\n{{|\n}}{{{ANYNAME}|{NAME}}}{{|\n{job}|\n{job}, {company}}}",
    "{ANYNAME} {{and|&}} {ANYNAME} {{are getting married|will present|left early|live in {city}|are on leave}}{{.|!|}}", "{{Who is|What does|Where does}} {ANYNAME} {{work|do|live|report to}}?", "\"{{Stop it|I can't|Where were you|Come in|Not now}},\" {{said|shouted|whispered|asked}} {ANYNAME}{{.| to {ANYNAME}.}}",
    "{{Are you|you're}} {{sure|certain}} {{that's|it's}} {STREET}? {{I have|the app says|google says}} {STREET}{{.|}}", "{{a package|the parcel|mail|a letter}} for {NAME} {{arrived|was returned|is at the desk}}, {{it says|address}} {ADDR}",
    "{{Customer|User|Me|Client|caller}}: {{I need|Find me|book}} a {{cab|room|table|haircut}} {{in|near}} {city}.\n{{Agent|Assistant|Bot|Support}}: {{How about|I found|There is}} {n_shop}? {{It's|It is}} {{at|located at|on}} {PUBADDR}.",
    "{{Agent|Assistant|Bot}}: {{The number is|You can call}} {PHONE} {{and|;}} {{the address is|it's at|they are located at}} {PUBADDR}.\n{{Customer|User}}: {{great|Thanks|ok, book it for {n} people}}",
    "{{User|Customer}}: {{Does it|do they|Is it}} {{have parking|accept cards|open on {weekday}}}?\n{{Agent|Bot}}: {{Yes|No}}. {{Anything else?|It's at {PUBSTREET}.|The rating is 4.{q}.}}", "{{pick me up|pick up|collect it}} at {STREET} {{at {time}|in {n} min|, back door}}",
    "{{take me|I want to go|directions|navigate}} {{to|from}} {STREET}{{| to {STREET}|, {city}}}", "{{we'll meet|let's meet|see you|dinner is}} {{{weekday}|at {time}|tonight}} at {n_shop}, {PUBSTREET}{{|, {city}}}", "{{our|the}} {{house|flat|store|warehouse|clinic}} {{at|on}} {STREET} {{is for rent|needs paint|floods|was sold}}",
    "{{I was born|I grew up|We stay|He lives}} {{in {city}|near {n_venue}|at {ADDR}}}{{.|, not in {city}.|}}", "{{transfer|send|pay|request}} {amount} {{to|from|for}} {ANYNAME}{{| please| on {weekday}}}", "{{the account holder is|it's under|Reservation for|booked under|put it under}} {NAME}{{.|, party of {n}|}}",
    "{{How do I|Can I}} {{open an account|pay {amount}|reset my PIN}}? {{I'm|My name is}} {NAME}{{, I live in {city}.|, customer since {year}.|.}}", "{ANYNAME}{{,|}} {{can you|could you please|pls}} {{call|email}} {ANYNAME} {{at|on}} {{{PHONE}|{EMAIL}}}{{?|}}",
    "{{Mr.|Mrs.|Ms.|Dr.|Prof.|Miss|Judge|Officer|Nurse}} {LASTNAME} {{will see you|is in room {n}|signed it|has your results|called}}{{ on {weekday}|| at {time}}}{{.|}}", "{{i'm|we're}} {{moving|relocating}} from {TOWN} to {TOWN} in {month}",
    "{{We visited|I flew to|The office in|Weather in|trains to}} {{{city}|{country}}} {{was great|last {month}|is closed|is bad}}{{.|!|}}", "{{I work for|I love|ask|Sold my}} {n_eponym}{{| shares|, they never answer}}", "{{watching|just finished|listening to|reading}} {n_work} {{by {PUBNAME}|with {PUBNAME}||again}}",
    *more.TALK,
    *talk.TALK,
)  # fmt: skip
FORMS: Final = (
    "{{Name|Full name|Customer name|Applicant|Patient|Insured|Contact|Employee|Student|Passenger|Nombre|Nom|Nachname}}{{:|: | - |\t|=}}{NAME}\n{{Address|Street|Mailing address|Home address|Residence|Adresse|Addr}}{{:|: }}{ADDR}\n{{Phone|Tel|Mobile|Telephone}}{{:|: }}{PHONE}",
    "{{Ship to|Bill to|Deliver to|Sold to|Return address|Sender|Consignee|TO|FROM}}:\n{NAME}\n{{|{company}\n|c/o {NAME}\n|Attn: {NAME}\n}}{ADDRBLOCK}{{||\nUSA|\nUnited Kingdom}}", "{NAME}\n{ADDRBLOCK}", "{company}\n{{Attn: {NAME}\n||{job}\n}}{ADDRBLOCK}",
    "{NAME}\n{job}{{ | , |\n}}{company}\n{ADDR}\n{{T|Tel|P|Phone|o:}} {PHONE}{{ | F {PHONE}|\n}}{EMAIL}", "{{-- |___\n|}}\n{NAME} | {job}\n{company} | {ADDR}\n{PHONE} | {EMAIL}", "BEGIN:VCARD\nFN:{NAME}\nORG:{company}\nTEL:{PHONE}\nEMAIL:{EMAIL}\nEND:VCARD",
    "{{First name|Given name|first_name}}: {FIRSTNAME}\n{{Last name|Surname|last_name}}: {LASTNAME}\n{{City|Town}}: {city}\n{{Zip|ZIP code|Postal code}}: {ZIP}", "{NAME}, {PHONE}, {EMAIL}", "{NAME} <{EMAIL}>", "{NAME} ({job}), {{ext. {n}|{PHONE}|{EMAIL}}}", "{{From|To|Cc|Bcc|Reply-To}}: {NAME} <{EMAIL}>",
    "{{From|To|Cc}}: {NAME} <{EMAIL}>; {NAME} <{EMAIL}>\nDate: {date}\nSubject: {{RE: |FW: |}}{n_org}", "On {date} at {time}, {NAME} <{EMAIL}> wrote:\n> {{see below|thanks|ok for me}}", "{date} {time} - {NAME}: {{on my way|ok|can't open it|call me {PHONE}}}", "[{time}] {FIRSTNAME}: {{hi|brb|see {n_handle}|no}}\n[{time}] {FIRSTNAME}: {{ok|lol|who?}}",
    "{{Signed-off|Co-authored|Reported|Tested}}-by: {COMMITTER}", "Author: {COMMITTER}\nDate: {n_date}", "@author {PUBNAME}", "# maintainer: {COMMITTER}", "Reviewed by {NAME} on {date}, approved by {NAME}.", "{{author|owner|assignee|reporter|created_by}}: {NAME}",
    "{lb}\"name\": \"{NAME}\", \"address\": \"{ADDR}\", \"{{id|qty}}\": {n}{rb}", "{lb}\"{{user|customer|contact|owner}}\": \"{NAME}\", \"{{email|mail}}\": \"{EMAIL}\"{rb}", "{lb}\"street\": \"{STREET}\", \"city\": \"{city}\", \"zip\": \"{ZIP}\"{rb}", "name: {NAME}\naddress: {{|\"}}{ADDR}\nphone: \"{PHONE}\"", "<name>{NAME}</name><street>{STREET}</street><zip>{ZIP}</zip>",
    "id,name,{{address|city|phone}}\n{n},{NAME},\"{ADDR}\"\n{n},{NAME},\"{ADDR}\"", "{n};{NAME};{STREET};{ZIP};{city}", "{n}\t{NAME}\t{EMAIL}\t{n_date}", "| {NAME} | {company} | {city} | {amount} |", "INSERT INTO {word} VALUES ({n}, '{NAME}', '{ADDR}');", "user={FIRSTNAME} ip={n_ip} path={n_path}", "{n_date} INFO {{login|created|updated}} user=\"{NAME}\" id={n_guid}",
    "IN THE {{DISTRICT|SUPERIOR|CIRCUIT}} COURT OF {city}\nCase No. {MATTER}\n{{Attorney for Plaintiff|Counsel for Defendant|Appearing for Respondent}}:\n{NAME}{{|, Esq.}}\n{n_firm}\n{ADDRBLOCK}\n{{Tel|Telephone|Ph}}: {PHONE}\n{{E-mail|Email}}: {EMAIL}",
    "{NAME} (State Bar No. {n_order})\n{n_firm}\n{ADDRBLOCK}\nPhone {PHONE}{{|\nFax: {PHONE}}}\n{EMAIL}", "{{Docket|Case|No.|Matter|File no.}} {MATTER}\n{n_surname} v. {n_surname}\n{{Judge|Hon.|Before}}: {NAME}\n{{Clerk|Reporter}}: {NAME}", "{n_case}, {{No.|Case No.|Docket}} {MATTER}", "{{Re|RE|Subject}}: {n_case} ({MATTER})",
    "{n_firm}\n{ADDRBLOCK}\n{date}\n\n{{VIA EMAIL|By courier|BY HAND}}\n{NAME}\n{company}\n\n{{Re|Subject}}: {MATTER}\n\nDear {TITLE} {LASTNAME}:", "{{Witness|Defendant|Plaintiff|Tenant|Landlord|Borrower|Beneficiary|Notary}}: {NAME}, {{of|residing at|whose address is}} {ADDR}",
    "{{This agreement is between|Lease between|Made by and between}} {NAME} {{(\"Seller\")|of {ADDR}|}} and {{{company}|{NAME}}} {{(\"Buyer\")|of {ADDR}|}}.", "If to {{the Company|Seller|Tenant}}:\n{company}\n{ADDRBLOCK}\nAttention: {NAME}", "{{Prescribed for|Admitted|Referred by|Seen by|DOB {date},}} {NAME}{{, {STREET}|}}", "{{Attendees|Present|Absent|Team|Speakers|Cast|Invited}}: {NAME}, {NAME}, {NAME}{{ and {NAME}|, {NAME} ({company})|}}",
    "{n}. {NAME} - {amount}\n{n}. {NAME} - {amount}", "{{Speaker|Host|Chair}}: {NAME}, {company}\n{{Venue|Where|Location}}: {n_shop}, {PUBADDR}\n{{When|Time}}: {time}", "{n_shop}\n{PUBADDR}\n{{Open {time} - {time}|Tel {PHONE}|www.{word}.com}}", "{{Branch|Store|Location|Office|Site}} {n}: {PUBADDR}", "{LASTNAME}\t{FIRSTNAME}\t{n_date}\t{{present|absent}}",
    *more.FORMS,
)  # fmt: skip
ALONE: Final = (
    "{ADDR}",
    "{ADDR}",
    "{ADDR}",
    "{STREET}",
    "{STREET}",
    "{TOWN}",
    "{ADDRBLOCK}",
    "{NAME}",
    "{NAME}",
    "{ANYNAME}",
    "{PHONE}",
    "{PHONE}",
    "{EMAIL}",
    "{ADDR}, {n_shop}",
    "{n_shop}, {ADDR}",
    "{company}, {ADDR}",
    "{SECRET}",
    "{DBURI}",
    "{DBURI}",
    "{PAN}",
    "{SSN}",
    "{MATTER}",
    "{NDA}",
    "({PHONE})",
    "{{tel|Tel.|ph}} {PHONE}",
    "{ZIP}",
    "{BOX}",
)
CLEAN: Final = (
    "{n_disguise}", "{n_encoded}", "{n_disguise} {{- details at {link}|, {n} left}}", "{n_eponym}", "{n_org}", "{n_team} {n}:{q} {n_team}", "{n_work} ({year})", "{city}, {country}", "{n_placename}", "{company} {{and|&}} {company} {{merge|agree|sign}}", "{n_camel} {{calls|returns|ignores}} {n_camel}", "{n_version} {{fixes|breaks}} {n_camel}", "{n_law}, {n_statute}", "{n_citation}",
    "{{Table|Figure|Page|Chapter|Room|Gate|Lot|Flight|Bus|Line}} {n}", "{n} {{items|boxes|people|seats|miles|degrees}} {{in|at|near}} {n_placename}", "{{Turn left|Exit|Road works|Accident}} {{at|on}} {n_placename}, {n} {{km|mi|min}}", "{n_order} {{shipped|is late|was returned}} on {n_date}", "{{ref|id|sn|trace}} {n_guid}", "{n_ip} - - {n_date} \"GET {n_path}\" 200",
    "{n_event} {{starts|opens}} {weekday} at {time}", "{n_ship} {{leaves|docks}} at {time}", "{{The|Our}} {job} {{will decide|is away|has left}} {{on {weekday}|until {month}}}.", "{{Borrower|Lender|Tenant|the Company|Licensee}} shall {{pay|notify|deliver}} {{within {n} days|{amount}}}.", "{n_decimal}", "{n_sha}", "{n_isbn}", "{n_coords}", "{n_part}", "{n_luhn}", "{n_placeholder}", "{n_dburi}", "{n_secretname}",
    "{{Good|Great|No|Fine}}{{, thanks| work|, see you|}}{{.|!|}}", "{{Will|May|Mark|Grant|Drew|Bill|Rose|Hope|Chase|Frank}} {{you|it|the|this|in}} {{please|red|bill|date|later|{n}}}{{?|.|}}", "{{In|Since|By}} {{April|May|June|August}} {{the|our}} {{rate|team|price}} {{rose|moved|fell}}.", "{{Jenkins|Cassandra|Ada|Pascal|Julia|Ruby|Jasmine|Alexa|Siri|Watson|Claude|Django|Puppet|Chef|Hugo|Gatsby|Nuxt}} {{build {n} failed|runs on {n_ip}|is slow|{n_version} is out}}",
    *more.CLEAN,
)  # fmt: skip
