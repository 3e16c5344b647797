# ruff: noqa: E501 - one sentence or pattern a line reads better than a wrapped one
"""Pull requests and uploads without a sensitive value; classes as in `frames_email`."""

from __future__ import annotations

from typing import Final

from training.generate.frames_code_more import PR_MORE, UPLOAD_MORE

PR_TITLES: Final = (
    "fix: {n_camel} returns null for empty input", "feat({word}): add retries", "Bump {n_atlike}", "Remove dead code in {n_camel}", "docs: clarify setup",
    "refactor {word} module", "ci: cache dependencies", "[{ticket}] {word}: handle timeouts", "Revert \"{n_camel}\"", "perf: avoid copy in {n_camel}",
    "test: cover {n_camel}", "chore: release {version}", "Add metrics for {word}", "Support {product} {version}", "WIP: {project}", "Update config for {word}",
    "Make {n_camel} thread safe", "Improve error messages", "Fix typo in README", "Migrate to {n_atlike}",
)  # fmt: skip
PR_BODIES: Final = (
    "r|This {{fixes|closes|resolves}} {ticket}. {n_camel} did not check for an empty list, so the worker crashed at start.",
    "r|## Why\n{n_camel} takes {n} ms per call.\n\n## What\nCache the result for {n} seconds.\n\n## Testing\nUnit tests, plus a soak run overnight.",
    "t|Bumps {n_atlike} from {n_version} to {n_version}.\n\nIntegrity: {n_integrity}", "t|Fixes a typo in the documentation.",
    "r|Reverts {n_sha}: it broke the build on {n_placename}.", "t|Release notes for {version}:\n- faster parser\n- fewer allocations\n- `{n_camel}` is deprecated",
    "r|Adds a histogram and two counters. Dashboard follows in {ticket}.", "r|- [x] tests\n- [x] docs\n- [ ] migration\n\nNeeds {product} {version} or later.",
    "r|Stack trace from the crash:\n\n```\n  at {n_camel} ({n_path})\n  at {n_camel} ({n_path})\n```\nThe request id was {n_guid}.",
    "r|Splits `{n_camel}` into smaller functions. No change in behaviour.", "r|Benchmarks: {n_decimal} before, {n_decimal} after, on {n_ip}.",
    "p|First part of {project}. Please no public mention before the launch on {date}; the flag is off by default.",
    "r|The lock file changed a lot because of {n_atlike}. Only `{n_integrity}` is new.", "t|Thanks for the contribution! Could you add a test and rebase?",
    "r|CI is green again. The flaky test waited for {n} ms, now it polls.", "r|Reads the credential from `{n_secretname}` instead of the file, see {link}.",
    "t|Adds an example: set `{n_placeholder}` and connect to `{n_dburi}`.", "r|Drops support for {n_version}; nobody uses it since {n_date}.",
    "r|Windows paths such as `{n_path}` were not normalised.", "r|Rounds to {n} places: {n_decimal} instead of {n_decimal}.",
    "r|Follow-up to #{n}. The epoch {n_epoch} was read as milliseconds.", "t|Translate the user guide into French and Polish.",
    "r|Rename `{n_camel}` to `{n_camel}` everywhere. Mechanical, done with a script.", "r|Validate coordinates like {n_coords} before saving.",
    "r|This makes the importer accept ISBN numbers ({n_isbn}) and order numbers ({n_order}).", "p|Patch for an unpublished vulnerability in {project}. Keep it quiet until {date}.",
    "r|Add the public key {n_pubkey} for signature checks.", "r|The e-tag {n_etag} was compared as a number.", "r|Use IBAN {n_iban} in the fixture, it is a documentation value.",
    "r|Refresh the snapshot, image is inlined as {n_base64image}.", "r|Minified bundle: `{n_minified}`", "r|Handles emoji ({n_chatter}) in user names.",
    "t|Good first issue: improve the wording of the error for {n_camel}.", "r|Raise the limit to {n} MB, as {company} asked.", "r|Adds a health endpoint on {n_ip}.",
    "r|The regex took exponential time on {n_decimal}. Replaced by a scanner.", "r|Adds {n_isbn} and {n_luhn} to the test data for the validator.",
    "t|Move the docs to {link}.", "r|Fix race in {n_camel}; found with the sanitizer on {weekday}.", "r|Depends on {ticket} and {ticket}. Do not merge before {date}.",
    "r|Log level of {n_camel} is now debug, it filled the disk on {n_ip}.", "r|Backport of {n_sha} to {version}.", "r|Let {team} review the schema part, please.",
    *PR_MORE,
)  # fmt: skip
UPLOAD_NOTES: Final = (
    "r|Uploaded {{for the archive|as requested|from the meeting}}.", "r|Latest version, replaces the one from {weekday}.", "r|Export of {date}.", "t|Slides from {city}, already public.",
    "r|Scan of the {month} folder.", "r|Data for the {project} dashboard.", "r|", "r|", "r|auto-sync", "r|Shared via {product}", "p|Draft plan for {project}, do not circulate.",
    "t|Logo pack and brand colours.", "r|Backup before the migration on {weekday}.", "r|see {ticket}", "r|For {company}, {quarter}.", "r|nightly dump, run {n_epoch}",
    "t|Public press kit.", "r|Photos of {n_placename}.", "r|Measurement {n_decimal} at {n_coords}.", "r|version {n_version}", "p|Figures for the board, unpublished: {amount}.",
    "r|Test results of build {n_sha}.", "r|Inventory {n_placename}.", "r|Please review by {date}.", "r|moved here from the old share", "t|User manual for {product}, printed edition.",
    "r|Minutes of {weekday}.", "r|{n} pages, black and white", "r|Import file for {product}.", "r|Checked, no changes.", "t|Open data set, licence included.",
    "r|Rota for {month}.", "r|Budget v{n}.", "r|Tender documents for {company}.", "r|temp, delete after {date}", "r|Attendance list template.",
    "r|Converted from the old format, {n} rows.", "r|Customs papers for {n_order}.", "r|Timesheets {month}.", "h|Assessment of one employee, for HR only.",
    "l|Counsel's memo, privileged.", "r|Uploaded from mobile", "r|Final_final_v{n}", *UPLOAD_MORE,
)  # fmt: skip
FILE_STEMS: Final[dict[str, tuple[str, ...]]] = {
    "finance": ("invoices", "budget", "ledger", "payments", "forecast"), "legal": ("agreement", "contract-draft", "terms", "memo", "filing"),
    "hr": ("employees", "payroll", "applicants", "reviews", "leave"), "engineering": ("config", "dump", "trace", "settings", "deploy"),
    "sales": ("leads", "pipeline", "proposal", "customers", "quotes"), "support": ("tickets", "cases", "feedback", "returns", "chats"),
    "security": ("audit", "access-review", "findings", "firewall", "inventory"), "marketing": ("campaign", "newsletter", "contacts", "press", "brand"),
    "operations": ("shipments", "stock", "rota", "orders", "fleet"), "health": ("patients", "claims", "lab", "referrals", "ward"),
    "general": ("document", "scan", "file", "export", "notes"),
    "social": ("photos", "recipes", "league", "playlist", "quiz"),
}  # fmt: skip
STATEMENTS: Final[tuple[tuple[str, float], ...]] = (
    ("posting this in the public channel", 0.92), ("I'm cc'ing my gmail so I can print it at home", 0.85), ("this is on the public wiki now", 0.92),
    ("I also put it on my personal dropbox", 0.85), ("forwarding to my private account", 0.85), ("anyone with the link can open it", 0.93),
    ("copied it to pastebin, easier to read", 0.95), ("the repo is public by the way", 0.93), ("auto-forward to my home address is on", 0.85),
    ("sharing it with the vendor as well", 0.6), ("I'll tweet it later", 0.93), ("shared the folder with the agency", 0.6),
    ("uploaded to a public bucket so the script can fetch it", 0.95), ("sent a copy to my wife's yahoo to print", 0.87),
)  # fmt: skip
REMARKS: Final = (
    "keep it inside the team", "it stays on the internal drive", "only the two of us have access", "not shared anywhere else", "please don't forward",
    "the file is in the usual folder", "access is limited to the group", "nobody outside has seen it", "link works for members only",
)  # fmt: skip
