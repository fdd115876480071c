"""The Symbol font by its own code points (Adobe Symbol encoding), which files of Word and PDFs hold.

Its bullets and the dingbats of other fonts are ornaments, not text.
"""

SYMBOL_FONT = dict(
    zip(
        range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True
    )
) | dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)) | {
    0x2D: "−", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″",
    0xB3: "≥", 0xB4: "×", 0xB9: "≠", 0xBB: "≈", 0xD3: "©", 0xD4: "™", 0xE5: "∑",
}  # fmt: skip
