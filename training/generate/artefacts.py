# ruff: noqa: E501 - one pattern a line reads better than a wrapped one
"""What machines write and people paste: lock files, checksums, signatures, certificates, interchange formats, settings
with references. Looks encoded or secret, and is neither."""

from __future__ import annotations

from typing import Final

CODE: Final[tuple[str, ...]] = (
    "    \"node_modules/{word}\": {lb}\n      \"version\": \"{n_version}\",\n-      \"integrity\": \"{n_integrity}\",\n+      \"integrity\": \"{n_integrity}\",\n      \"license\": \"MIT\",",
    "\"{word}@^{n}.{n}.0\":\n  version \"{n}.{n}.1\"\n  resolved \"https://registry.yarnpkg.com/{word}/-/{word}-{n}.{n}.1.tgz#{n_sha}\"\n  integrity {n_integrity}",
    "/{word}@{n}.{n}.2:\n    resolution: {lb}integrity: {n_integrity}{rb}\n    engines: {lb}node: '>=18'{rb}\n    dev: true",
    "github.com/{word}/{word} v{n}.{n}.1 h1:{n_blob43}=\ngithub.com/{word}/{word} v{n}.{n}.1/go.mod h1:{n_blob43}=",
    "[[package]]\nname = \"{word}\"\nversion = \"{n}.{n}.0\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"{n_digest}\"",
    "{word}=={n}.{n}.1 \\\n    --hash=sha256:{n_digest} \\\n    --hash=sha256:{n_digest}",
    "    {word}-{n}.{n}.gem sha256={n_digest}\nBUNDLED WITH\n   2.{n}.1", "{n_digest}  {word}-{n}.{n}.0.tar.gz\n{n_digest}  {word}-{n}.{n}.0-py3-none-any.whl",
    "| file | sha256 |\n|---|---|\n| {word}-{n}.{n}.tar.gz | {n_digest} |\n| {word}-{n}.{n}.zip | {n_digest} |", "SHA256 ({word}.iso) = {n_digest}\nMD5 ({word}.iso) = {n_sha}",
    "FROM {word}:{n}.{n}-alpine@sha256:{n_digest}", "      - uses: actions/checkout@{n_sha} # v{n}\n        with: {lb}fetch-depth: 0{rb}", "rev: {n_sha}\nhooks:\n  - id: {word}",
    "Signed with key 0x{n_fingerprint} (see KEYS).", "gpg: Signature made {date}\ngpg:                using RSA key {n_fingerprint}\ngpg: Good signature from \"{word} release key\"", "Fingerprint of our host: {n_pubkey}",
    "{word}.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{n_blob43}", "-----BEGIN CERTIFICATE-----\nMIIB{n_blob64}\n{n_blob64}\n{n_blob64}\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA{n_blob43}=\n-----END PUBLIC KEY-----", "-----BEGIN PGP SIGNATURE-----\n\niQEz{n_blob64}\n{n_blob64}\n=aB3d\n-----END PGP SIGNATURE-----",
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={word}.example; s=s1;\n h=from:to:subject:date; bh={n_blob43}=;\n b={n_blob64}", "{word}._domainkey IN TXT \"v=DKIM1; k=rsa; p=MIGfMA0{n_blob64}\"",
    "MSH|^~\\&|{word}|LAB|{word}|TEST|2026{n}||ORU^R01|{n}|T|2.5.1\nPID|1||TEST-{n}^^^LAB^MR||Testpatient^Example||19000101|U\nOBX|1|NM|718-7^Hemoglobin^LN||13.{n}|g/dL|12-16|N", "UNB+UNOC:3+{n_order}:14+{n_order}:14+26{n}:0912+{n}'\nUNH+1+ORDERS:D:96A:UN'\nBGM+220+PO{n}+9'\nLIN+1++{n_isbn}:EN'",
    "ISA*00*          *00*          *ZZ*{word}*ZZ*{word}*26{n}*1253*U*00401*{n}*0*P*>~\nGS*PO*{word}*{word}*2026{n}*1253*1*X*004010~", "<link rel=\"stylesheet\" href=\"https://cdn.example.com/{word}/{n_version}/{word}.min.css\" integrity=\"{n_integrity}\" crossorigin=\"anonymous\">",
    "//# sourceMappingURL=data:application/json;base64,{n_blob64}", "0000{n}  7f 45 4c 46 02 01 01 00  00 00 00 00 00 00 00 00  |.ELF............|\n0000{n}  03 00 3e 00 01 00 00 00  60 10 00 00 00 00 00 00  |..>.....`.......|",
    "kms_key_id = \"arn:aws:kms:eu-west-1:{n_account}:key/{n_guid}\"\nmanage_master_user_password = true", "role_arn: arn:aws:iam::{n_account}:role/{word}-deploy\nsecurity_groups: [sg-0{n_sha12}, sg-0{n_sha12}]", "image_id = \"ami-0{n_sha12}\"\nsubnet_id = \"subnet-0{n_sha12}\"",
    "env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef: {lb}name: {word}-db, key: password{rb}", "password: ${lb}{lb} secrets.{word}_PASSWORD {rb}{rb}", "POSTGRES_PASSWORD: ${lb}DB_PASSWORD:-changeme{rb}\nSMTP_PASSWORD: \"\"\nSTRIPE_KEY: sk_test_your_key_here",
    "export {word}_TOKEN=<your token>\ncurl -H \"Authorization: Bearer $TOKEN\" https://api.example.com/v1/{word}", "| `client_id` | `00000000-0000-0000-0000-000000000000` |\n| `client_secret` | `YOUR_CLIENT_SECRET` |\n| `password` | `********` |", "curl -u \"user:password\" https://sandbox.example.com/{word}  # replace both",
    "{lb}\"kid\": \"{n_sha12}\", \"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"{n_blob43}\"{rb}", "traceparent: 00-{n_trace}-{n_sha16}-01", "Set-Cookie: sid=<redacted>; Path=/; HttpOnly", "X-Request-Id: {n_guid}\nX-Amz-Cf-Id: {n_blob43}==",
    "block {n}: hash 0x{n_digest}\nprev 0x{n_digest}", "git bisect good {n_sha}\ngit bisect bad {n_sha}\nBisecting: {n} revisions left to test after this", "{n_sha} {n_sha} M\tsrc/{word}.py",
    "sha256 of the wheel before the change: {n_digest}", "  \"etag\": {n_etag},\n  \"md5\": \"{n_blob24}==\",\n  \"generation\": \"{n_epoch}\"", "SARIF: ruleId {word}/hardcoded-credentials, level note, fingerprint {n_digest}:1", "fixtures regenerated with seed {n}; no person behind them, checksum {n_digest}",
)  # fmt: skip
PROSE: Final[tuple[str, ...]] = (
    "To unsubscribe: https://click.example.com/u/?qs={n_digest}{n_sha}", "View in browser: https://mail.example.com/v/{n_blob43}?utm_source=newsletter&utm_medium=email&utm_campaign={word}_{n}", "Message-ID: <{n_sha16}.{n}@mail.example.com>\nReferences: <{n_sha16}.{n}@mail.example.com>",
    "Webinar ID: {n} {n} {n}, passcode is in your calendar invitation.", "SHA-256 of the file on our download page: {n_digest}", "Our public key has the fingerprint {n_fingerprint}; check it by phone before you write to us.", "Conference ID {n}{n}#, all lines are muted on entry.",
    "The certificate with the serial number {n_serial} replaces the one that ends on {date}.", "Envelope ID {n_guid}: all parties have signed.", "Case {n_order}, thread::{n_blob24}:: - please leave this line in your answer.", "ref:_{n_blob24}:ref", "Your reset link was sent to you separately and is valid for {n} minutes.",
)  # fmt: skip
