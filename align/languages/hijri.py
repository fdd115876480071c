"""Months of the Hijri year, which languages of Latin letters spell in as many ways each as all of them."""

_AL = "(?:[- ]?[aeou]l[- ]?|[- ])"
_DHU = "D[hj]?o?[uw]"

LATIN_MONTHS = {
    rf"\b(?i:{name})\b": number
    for number, name in enumerate(
        (
            "mo?u?harram",
            "safar",
            f"rab[iî][‘’'`]?{_AL}a[wou]+[wu]?al",
            f"rab[iî][‘’'`]?{_AL}(?:th?[aâ]n[iî]|[aâ]khi?r)",
            f"[jdy]j?o?umad[aâá]{_AL}(?:a[wou]+[wu]?al|[uo]+l[aâ])",
            f"[jdy]j?o?umad[aâá]{_AL}(?:th?[aâ]n[iî](?:ya)?h?|[aâ]khi?rah?)",
            "rad?jab",
            "[sc]ha[‘’'`]?[aâ]?b[aâ]ne?",
            "rama[dz]h?[aáâ]n",
            "[sc]h?a[ou]?[wu]+[wu]?[aâ]l",
            f"{_DHU}{_AL}[qk][aiâ]?[‘’'`]?[ai]?da?h?",
            f"{_DHU}{_AL}hi[jdg]+j?ah?",
        ),
        1,
    )
}
"""Pattern → 1 for Muharram to 12."""
