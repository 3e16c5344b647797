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
    ("AKIA ASIA ABIA ACCA AROA AGPA", _U, 16, 17),
    ("A3T", _U, 17, 17),
    ("LTAI", _A, 12, 21),
    ("amzn.mws.", rb"[0-9a-z-]", 36, 36),
    ("ghp_ gho_ ghu_ ghs_ ghr_", _A, 36, 0),
    ("github_pat_", rb"[A-Za-z0-9_]", 22, 0),
    ("glpat- gldt- glft- glsoat- glrt- glwt- glffct-", _W, 20, 0),
    ("glcbt-", _W, 16, 0),
    ("glimt-", _W, 25, 25),
    ("glptt-", _W, 40, 40),
    ("glagent-", _W, 50, 0),
    ("gloas-", _W, 64, 64),
    ("GR1348941", _W, 20, 0),
    ("xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe- xoxe.xoxp- xapp- xwfp-", rb"[A-Za-z0-9-]", 12, 0),
    ("sk_live_ rk_live_ sk_test_ rk_test_ whsec_", rb"[A-Za-z0-9+/=_]", 16, 0),
    ("AIza", _W, 35, 35),
    ("ya29.", _W, 20, 0),
    ("GOCSPX-", _W, 28, 28),
    ("1//0", _W, 40, 0),
    ("sk-ant- sk-proj- sk-svcacct- sk-admin- sk-or-v1-", _W, 24, 0),
    ("sk-", _A, 32, 0),
    ("npm_", _A, 36, 36),
    ("pypi-AgE", _W, 80, 0),
    ("rubygems_", _L, 48, 48),
    ("oy2", rb"[a-z0-9]", 43, 43),
    ("CLOJARS_", _L, 60, 60),
    ("hf_", _A, 30, 0),
    ("gsk_ pplx- cfk_ cfat_ cfut_ vcp_", _A, 40, 0),
    ("xai-", _A, 60, 0),
    ("r8_", _A, 37, 37),
    ("tvly-", _W, 28, 0),
    ("nvapi-", _W, 40, 0),
    ("llx-", _W, 40, 0),
    ("tgp_v1_", _W, 40, 0),
    ("dop_v1_ doo_v1_ dor_v1_", _L, 64, 64),
    ("shpat_ shpss_ shpca_ shppa_", _H, 32, 32),
    ("AC SK key-", _L, 32, 32),
    ("xkeysib-", rb"[0-9A-Za-z-]", 70, 0),
    ("hvs. hvb. hvr.", _W, 24, 0),
    ("dapi", rb"[0-9a-f-]", 32, 34),
    ("lin_api_", _A, 40, 40),
    ("ntn_", _A, 43, 0),
    ("figd_", _W, 30, 0),
    ("ATATT3 ATCTT3 ATBB", rb"[A-Za-z0-9_=%-]", 24, 0),
    ("BBDC-", rb"[A-Za-z0-9+/@_-]", 36, 0),
    ("PMAK-", rb"[0-9a-f-]", 59, 59),
    ("NRAK- NRJS- NRII-", _W, 19, 0),
    ("sq0atp- sq0csp-", _W, 22, 43),
    ("EAAA", _W, 60, 60),
    ("EZAK EZTK", _A, 54, 54),
    ("glc_ glsa_", rb"[A-Za-z0-9_=]", 32, 0),
    ("sntrys_", rb"[A-Za-z0-9+/=_]", 40, 0),
    ("sntryu_", _L, 64, 64),
    ("dckr_pat_ dckr_oat_", _W, 27, 0),
    ("SWMKEY-1- SWMTKN-1-", _W, 40, 0),
    ("phx_ pha_ phr_ phs_ dp.pt.", _A, 40, 0),
    ("AGE-SECRET-KEY-1", _U, 58, 58),
    ("HRKU-", _W, 36, 0),
    ("squ_ sqp_ sqa_ sbp_", _L, 40, 40),
    ("dt0c01.", rb"[A-Z0-9.]", 80, 0),
    ("ops_eyJ", _W, 100, 0),
    ("fio-u-", _W, 64, 64),
    ("rnd_", _A, 28, 0),
    ("nfp_", _A, 36, 0),
    ("pscale_pw_ pscale_tkn_ pscale_oauth_", _W, 32, 0),
    ("shippo_live_", _H, 40, 40),
    ("EAACEdEose0cBA", _A, 10, 0),
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
    return rb"(" + rb"|".join(p.replace(b".", rb"\.") for p in ordered) + rb")[A-Za-z0-9_.\-+/=%@]{8}"
