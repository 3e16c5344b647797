# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""More wordings for `frames_code`. Harmless rows borrow the words of the harmful ones on purpose."""

from __future__ import annotations

from typing import Final

PR_MORE: Final[tuple[str, ...]] = (
    "p|Closes the hole that lets any user read other tenants' data. Not disclosed yet: please keep the description vague and do not link the report until everyone is patched.",
    "p|Adds the pricing tiers that go live on {date}. Customers have not been told, so the strings are obfuscated in the bundle.",
    "p|Removes the integration with {company}. They will be informed when the contract ends; until then the branch stays in the internal fork.",
    "p|Groundwork for replacing the whole team's service by the new engine. The team maintaining it does not know, hence the neutral names.",
    "p|Implements the matching method from the patent draft. It is not filed, so do not mirror this branch to the public repository.",
    "p|Rebrand assets for the takeover. The deal is not signed and the new name must not show up in any build that leaves the house.",
    "p|Adds a kill switch for {product}, which will be shut down in {month}. The announcement is being held back by management.",
    "p|The exploit in the test works against every released version. We publish the fix first and the test a month later.",
    "p|Support for the device that is shown on {date}. Its code name and screen size are unannounced, so reviewers are limited to the launch group.",
    "p|## Background\nThe auditors will find that we kept logs too long.\n\n## Change\nDelete them before {date}. The finding itself is not public and should stay so.",
    "p|Switches the ranking to the secret formula. Anyone who reads this diff can game the results, therefore it never goes to the open mirror.",
    "p|Prepares the silent rollback of the update that slows down old phones. There is to be no mention in the change log.",
    "p|Region list for next year's expansion. Competitors would love to see it; the entries stay behind a flag till the press day.",
    "p|We found that the random generator was predictable for two years. Keys have to be replaced before we can say anything in public.",
    "p|Moves traffic off {company} step by step. Keep the reason out of commit messages, as their engineers can read this mirror.",
    "t|The advisory is public since {date}; this adds the regression test and a link to it.", "r|Removes the feature flag, since the launch took place last month and everybody has it.",
    "t|Adds the road map page to the public docs, as voted by the community.", "r|Documents the process for undisclosed vulnerabilities: whom to write to and how long to wait. No actual case is described.",
    "r|Deletes the code of the product that was retired last year, as announced on the blog.", "t|The patent notice in the header is replaced by the standard licence text.",
    "r|Renames the `secret` column of the demo table to `note`; it only holds colours.", "r|Adds the published price list to the fixtures so that the checkout tests use realistic numbers.",
    "r|Logs are kept for thirty days instead of ninety, in line with the policy on our website.", "t|Rebrand is done: new logo in the readme, colours as in the public style guide.",
    "r|Makes the embargo date in the example template configurable. Default is the first of January.", "r|Nice clean-up! Two small questions about naming, otherwise ready to merge from my side.",
    "r|The launch checklist gets a box for accessibility. No code is touched.", "t|Adds a code of conduct and a template for security reports.", "r|Moves the kill switch into the shared library. All services have had one for years.",
    "r|Hides the debug menu in release builds and adds a test for that.", "r|Splits the private helpers into their own file; nothing outside the package imported them.",
    "r|Adds retries to the nightly job, because the mirror is sometimes slow.",
)  # fmt: skip
UPLOAD_MORE: Final[tuple[str, ...]] = (
    "p|Board paper on closing the {city} site, to be voted next week.", "p|Launch plan with dates and prices, nothing of it announced yet.", "p|List of posts that fall away next year. The people concerned have not been told.",
    "p|Model for the takeover bid, version for the bankers.", "p|Earnings draft ahead of publication.", "p|Road map that customers must not see.", "p|Pictures of the prototype before the show, not for the web.",
    "p|Weaknesses that are still open in our plants, with the addresses of the controllers.", "p|Press text for the day we announce the sale; locked until the signing.", "p|Scenario for leaving the region, known to the directors only.",
    "p|Our limit prices for the tender, internal side.", "p|Trial read-out, unpublished, the sponsor gets it on {date}.", "p|Invention disclosure, patent not filed.", "p|Timeline of the break-in that we have not reported so far.",
    "p|New commission scheme; the reps learn about it in {month}.", "p|Site plan of the land we are buying through a straw man.",
    "h|Written warning for a colleague in the warehouse.", "h|Sick notes of one of our drivers, with the diagnosis.", "h|Salary proposal for the new team lead, above band.", "h|Record of the talk about his drinking.", "h|Complaint by an apprentice against her supervisor.",
    "h|Exit agreement for the regional manager, unsigned.", "h|Psychological report on the applicant.", "h|Discharge letter, patient with heart failure.", "h|Scan of her maternity papers and the doctor's advice.", "h|Bad review and improvement plan for an engineer.",
    "h|Photos of the injury, taken in the emergency room.", "h|Wage garnishment order for an employee.", "h|Reference call notes: he was fired there for theft.", "h|Therapy notes, third session.", "h|Disability certificate of a staff member.", "h|Interview with the witness in the harassment case.",
    "l|Our lawyers' view of the chances in court.", "l|Settlement range for the mediation, not to reach the other side.", "l|Draft defence with comments from counsel.", "l|Interview notes of the internal investigation, prepared for outside counsel.", "l|Advice on the dismissal, lawyer to client.",
    "l|List of weak points in our case.", "l|Documents under legal hold, do not alter.", "l|Questions for the cross-examination, work product.", "l|Opinion: do we infringe the patent? (probably yes)", "l|Letter from the regulator and our planned answer, for the lawyers.",
    "l|Leniency application, draft.", "l|Exposure estimate for the class action.", "l|Strategy paper for the appeal.", "l|Counsel's mark-up with candid remarks about the clause we forgot.", "l|Chronology for the trial team, with doubts marked in red.",
    "t|Board game rules, for the club.", "t|Published annual report, both languages.", "t|Judgment as handed down in public.", "t|Recall notice from our website.", "t|Road map poster, as shown at the conference.", "t|Price list that hangs in the shop.", "t|Granted patent, copy from the register.",
    "r|Template for a written warning, blank.", "r|Blank form for sick notes.", "r|Handbook chapter on reviews.", "r|Salary bands from the union agreement on the notice board.", "r|Training slides about legal holds.", "r|Course material: mediation with an invented case.", "r|Empty settlement template from the form book.",
    "r|Photos of the prototype from the museum's open day.", "r|Launch checklist, all boxes ticked last year.", "r|Floor plan for the fire drill.", "r|Old press release from the opening.", "r|Questionnaire for the exit interview, unfilled.", "t|Leaflet on heart failure for the waiting room.",
    "r|Standard contract, the text everybody gets.", "r|Sign-up sheet for the flu shots.", "r|Board meeting dates for the year.", "r|List of plants on the second floor and who waters them.", "t|Press pictures of the new site after the opening.", "r|Glossary for new joiners in the {team} team.",
)  # fmt: skip
