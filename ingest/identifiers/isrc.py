"""What is doubtful about an ISRC whose syntax is right: who gave it, and when."""

from ingest.identifiers.kinds import normalise

FIRST_YEAR = 1986
"""ISRCs are given since then; their two digits of the year stand for the hundred years that follow."""


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# ISO 3166-1, current and former, and what the international agency gave out beside it.
_PREFIXES = _codes(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV
    BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES
    ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE
    IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
    MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU
    NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM
    SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE
    VG VI VN VU WF WS YE YT ZA ZM ZW
    AN BU CS DD SU TP YU ZR
    BC BK BP BX CB CP DG FX GX KS QM QN QO QT QZ UK XK ZZ
    """
)


def doubt(isrc: str, year: int | None) -> str | None:
    """What is odd about ``isrc`` in ``year``; None where nothing is, or the year is not known."""
    plain = normalise(isrc)
    if plain[:2] not in _PREFIXES:
        return f"begins with {plain[:2]}, which no agency known here gives out"
    if year is not None and (given := _year(plain)) > year + 1:
        return f"says that it was given in {given}, which has not come"
    return None


def _year(plain: str) -> int:
    century = FIRST_YEAR - FIRST_YEAR % 100
    year = century + int(plain[5:7])
    return year if year >= FIRST_YEAR else year + 100
