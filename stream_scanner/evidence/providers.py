"""Published key formats: prefix, alphabet and length, as providers state them so that scanners can tell their keys."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Format(NamedTuple):
    """What follows a prefix: a character class and the lengths seen; ``longest`` 0 is open."""

    body: bytes
    shortest: int
    longest: int


_W, _A, _H, _L, _U = rb"[A-Za-z0-9_-]", rb"[A-Za-z0-9]", rb"[0-9a-fA-F]", rb"[0-9a-f]", rb"[0-9A-Z]"

_TABLE: tuple[tuple[str, bytes, int, int], ...] = (
    # Clouds
    ("AKIA ASIA ABIA ACCA AROA AGPA AIDA ANPA ANVA", _U, 16, 17),
    ("A3T", _U, 17, 17),
    ("ABSK bedrock-api-key-", rb"[A-Za-z0-9+/=]", 32, 0),
    ("da2-", rb"[0-9a-z]", 26, 26),
    ("LTAI", _A, 12, 21),
    ("AKID", _A, 32, 32),
    ("amzn.mws.", rb"[0-9a-z-]", 36, 36),
    ("amzn1.oa2-cs.v1.", _H, 64, 64),
    ("AIza", _W, 35, 35),
    ("ya29.", _W, 20, 0),
    ("GOCSPX-", _W, 28, 28),
    ("GOOG1E", _U, 55, 55),
    ("1//0", _W, 40, 0),
    ("dop_v1_ doo_v1_ dor_v1_", _L, 64, 64),
    ("fo1_", _W, 43, 43),
    ("fm1a_ fm1r_ fm2_", rb"[A-Za-z0-9+/=_-]", 90, 0),
    ("HRKU-", _W, 36, 0),
    ("nfp_ nfo_ nfc_ nfu_", _A, 36, 0),
    ("vcp_ vci_ vca_ vcr_ vck_", _A, 24, 0),
    ("rnd_", _A, 28, 0),
    ("cfk_ cfat_ cfut_", _A, 40, 0),
    ("SCW", _U, 17, 17),
    ("tskey-auth- tskey-api- tskey-client- tskey-webhook- tskey-scim-", rb"[A-Za-z0-9-]", 20, 0),
    ("jina_", _W, 50, 0),
    ("akab-", rb"[a-z0-9-]", 30, 40),
    # Code hosts, registries, build systems
    ("ghp_ gho_ ghu_ ghs_ ghr_", _A, 36, 0),
    ("github_pat_", rb"[A-Za-z0-9_]", 22, 0),
    ("glpat- gldt- glft- glsoat- glrt- glrtr- glwt- glffct-", rb"[A-Za-z0-9_.-]", 20, 0),
    ("glcbt-", _W, 16, 0),
    ("glimt-", _W, 25, 25),
    ("glptt-", _W, 40, 40),
    ("glagent-", _W, 50, 0),
    ("gloas-", _W, 64, 64),
    ("GR1348941", _W, 20, 0),
    ("ATATT3 ATCTT3 ATBB ATOA", rb"[A-Za-z0-9_=%-]", 24, 0),
    ("BBDC-", rb"[A-Za-z0-9+/@_-]", 36, 0),
    ("npm_", _A, 36, 36),
    ("pypi-AgE", _W, 80, 0),
    ("rubygems_", _L, 48, 48),
    ("oy2", rb"[a-z0-9]", 43, 43),
    ("CLOJARS_", _L, 60, 60),
    ("dckr_pat_ dckr_oat_", _W, 27, 0),
    ("SWMKEY-1- SWMTKN-1-", _W, 40, 0),
    ("bkua_ bkaj_ bkrt_", _L, 40, 40),
    ("CCIPAT_ CCIPRJ_", rb"[A-Za-z0-9_]", 40, 0),
    ("squ_ sqp_ sqa_", _L, 40, 40),
    ("cosmo_", _L, 32, 32),
    ("sgp_", rb"[A-Za-z0-9_]", 40, 0),
    ("AKCp", _A, 69, 0),
    ("cmVmdGtuOjAxO", _A, 51, 0),
    ("dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.", rb"[A-Za-z0-9._-]", 40, 0),
    ("snyk_uat. snyk_sat.", rb"[A-Za-z0-9._-]", 40, 0),
    ("CFPAT-", _W, 43, 43),
    ("pul-", _L, 40, 40),
    ("tr_prod_ tr_dev_", _A, 20, 0),
    ("phx_ pha_ phr_ phs_", _A, 40, 0),
    # Chat and mail
    (
        "xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxc- xoxd- xoxe- xoxe.xoxp- xoxe.xoxb- xapp- xwfp-",
        rb"[A-Za-z0-9%/+-]",
        12,
        0,
    ),
    ("xkeysib- xsmtpsib-", rb"[0-9A-Za-z-]", 70, 0),
    ("re_", rb"[A-Za-z0-9_]", 30, 40),
    ("mlsn.", _A, 64, 0),
    ("key-", _L, 32, 32),
    ("sk_", _H, 48, 48),
    ("wandb_v1_", rb"[A-Za-z0-9_]", 40, 0),
    ("AQ.", _W, 48, 0),
    ("sk.eyJ", rb"[A-Za-z0-9._-]", 60, 0),
    ("eyJrIjoi", rb"[A-Za-z0-9+/=]", 60, 0),
    ("AC SK", _L, 32, 32),
    ("PMAK-", rb"[0-9a-f-]", 59, 59),
    ("PMAT-", _U, 26, 26),
    ("pat-na1- pat-eu1- pat-na2- pat-ap1-", rb"[0-9a-f-]", 36, 36),
    ("secret_", _A, 43, 43),
    ("ntn_", _A, 43, 0),
    ("syt_", rb"[A-Za-z0-9_]", 30, 0),
    # Money and shops
    ("sk_live_ rk_live_ sk_test_ rk_test_ whsec_ ek_live_ ek_test_", rb"[A-Za-z0-9+/=_]", 16, 0),
    ("shpat_ shpss_ shpca_ shppa_", _H, 32, 32),
    ("sq0atp- sq0csp- sq0idp-", _W, 22, 43),
    ("EAAA", _W, 60, 60),
    ("EZAK EZTK", _A, 54, 54),
    ("shippo_live_ shippo_test_", _H, 40, 40),
    ("access_token$production$ access_token$sandbox$", rb"[0-9a-z$]", 40, 0),
    ("access-production- access-sandbox- access-development-", rb"[0-9a-f-]", 36, 36),
    ("rzp_live_ rzp_test_", _A, 14, 24),
    ("FLWSECK- FLWSECK_TEST-", rb"[A-Za-z0-9-]", 32, 0),
    ("APP_USR-", rb"[0-9a-f-]", 50, 0),
    ("pdl_live_apikey_ pdl_sdbx_apikey_", rb"[A-Za-z0-9_]", 40, 0),
    ("duffel_live_ duffel_test_", _W, 43, 43),
    # Models and data
    ("sk-ant- sk-proj- sk-svcacct- sk-admin- sk-or-v1- sk-None-", _W, 24, 0),
    ("sk-", _A, 32, 0),
    ("hf_ api_org_", _A, 30, 0),
    ("gsk_ pplx-", _A, 40, 0),
    ("xai-", _A, 60, 0),
    ("r8_", _A, 37, 40),
    ("tvly- tvly-dev- tvly-prod-", _W, 28, 0),
    ("nvapi-", _W, 40, 0),
    ("llx-", _W, 40, 0),
    ("tgp_v1_", _W, 40, 0),
    ("fw_", _A, 22, 0),
    ("lsv2_pt_ lsv2_sk_", rb"[0-9a-f_]", 40, 0),
    ("pcsk_", rb"[A-Za-z0-9_]", 50, 0),
    ("fc-", _L, 32, 32),
    ("e2b_", _L, 40, 40),
    ("sk-lf-", rb"[0-9a-f-]", 36, 36),
    ("csk-", rb"[a-z0-9]", 40, 0),
    ("dapi dkea dose", rb"[0-9a-f-]", 32, 34),
    ("pscale_pw_ pscale_tkn_ pscale_oauth_", _W, 32, 0),
    ("sbp_v0_ sbp_", _L, 40, 40),
    ("sb_secret_", _W, 24, 0),
    ("napi_", _A, 50, 0),
    ("aio_", _A, 28, 28),
    ("mdb_sa_sk_", _W, 40, 40),
    # Identity, secrets, monitoring
    ("hvs. hvb. hvr.", _W, 24, 0),
    ("ops_eyJ", _W, 100, 0),
    ("AGE-SECRET-KEY-1 AGE-PLUGIN-", _U, 58, 58),
    ("dnkey-", rb"[A-Z0-9-]", 40, 0),
    ("NRAK-", _U, 27, 27),
    ("NRAA- NRBR- NRJS- NRII- NRIQ- NRRA- NRSP-", _W, 19, 0),
    ("glc_ glsa_", rb"[A-Za-z0-9_=+/]", 32, 0),
    ("sntrys_", rb"[A-Za-z0-9+/=_-]", 40, 0),
    ("sntryu_ sntrya_", _L, 64, 64),
    ("dt0c01. dt0s01. dt0s02. dt0s16.", rb"[A-Z0-9.]", 80, 0),
    ("hcaik_ hcalk_ hcamk_ hcxik_ hcxlk_", _A, 58, 58),
    ("ory_st_ ory_pat_ ory_at_ ory_ac_ ory_rt_", _W, 32, 0),
    ("logfire_ pylf_v1_", rb"[A-Za-z0-9_]", 40, 0),
    ("rdme_", rb"[a-z0-9]", 70, 70),
    ("apify_api_ apify_proxy_", _A, 30, 0),
    ("lin_api_ lin_oauth_", _A, 40, 64),
    ("figd_ figo_ figu_ figor_", _W, 30, 0),
    ("fio-u-", _W, 64, 64),
    ("sl.", _W, 100, 0),
    ("sl.u.", _W, 100, 0),
    ("EAACEdEose0cBA EAAG EAAB EAAJ EAAC EAAO EAAX", _A, 80, 0),
    ("EAA", _A, 100, 0),
    ("IGQV IGAA", _W, 100, 0),
    ("3MVG", rb"[A-Za-z0-9._]", 60, 0),
    ("00D", rb"[A-Za-z0-9!._]", 90, 0),
    ("SUA SAA SOA SNA SCA", rb"[A-Z2-7]", 55, 55),
    ("TlRMTVNTUAA", rb"[A-Za-z0-9+/=]", 40, 0),
    ("AAAAAAAAAAAAAAAAAAAAA", rb"[A-Za-z0-9%]", 60, 0),
    ("signkey-prod- signkey-test-", _L, 32, 0),
)


@cache
def formats() -> dict[bytes, Format]:
    """Format by prefix."""
    return {
        prefix.encode(): Format(body, low, high) for prefixes, body, low, high in _TABLE for prefix in prefixes.split()
    }


@cache
def prefixes() -> bytes:
    """A pattern for any prefix, group 1, followed by the beginning of a body. Longer prefixes come first."""
    ordered = sorted(formats(), key=lambda p: (-len(p), p))
    escaped = rb"|".join(p.replace(b".", rb"\.").replace(b"$", rb"\$") for p in ordered)
    return rb"(" + escaped + rb")[A-Za-z0-9_.\-+/=%@!$]{8}"
