"""Makes Inter-Regular.ttf and Inter-SemiBold.ttf of Debian's `fonts-inter`: quadratic outlines, European letters and signs, digits of one width.

    apt install fonts-inter python3-fonttools && python3 inter.py
"""
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

FOLDER = "/usr/share/fonts/opentype/inter"
LETTERS = [*range(0x20, 0x17F), *range(0x386, 0x3CE), *range(0x400, 0x45F), *range(0x1E80, 0x1E86), 0x1EF2, 0x1EF3]
SIGNS = [*range(0x2000, 0x2070), *range(0x2070, 0x209D), *range(0x20A0, 0x20BF), *range(0x2100, 0x218A), *range(0x2190, 0x2200), *range(0x2200, 0x2300), *range(0x25A0, 0x2600), *range(0x2700, 0x27C0)]
TOLERANCE = 0.5  # of an em divided by 2,048: far below a pixel at any size


def even_digits(font: TTFont) -> dict[str, str]:
    """What the feature `tnum` puts in the place of each glyph."""
    table = font["GSUB"].table
    feature = next(r.Feature for r in table.FeatureList.FeatureRecord if r.FeatureTag == "tnum")
    parts = [part for at in feature.LookupListIndex for part in table.LookupList.Lookup[at].SubTable]
    return {a: b for part in parts for a, b in getattr(part, "ExtSubTable", part).mapping.items()}


def made(style: str) -> None:
    font = TTFont(f"{FOLDER}/Inter-{style}.otf")
    order, glyphs, even = font.getGlyphOrder(), font.getGlyphSet(), even_digits(font)
    for table in font["cmap"].tables:
        for code in range(0x30, 0x3A):
            table.cmap[code] = even.get(table.cmap[code], table.cmap[code])
    outlines = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["glyf"], font["loca"] = newTable("glyf"), newTable("loca")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, outlines
    font["maxp"].tableVersion = 0x00010000
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions"):
        setattr(font["maxp"], field, 0)
    font["maxp"].maxZones = 1
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 2.0, [], {}
    font.sfntVersion = "\x00\x01\x00\x00"
    del font["CFF "]
    options = Options(layout_features=[], hinting=False, glyph_names=False, notdef_outline=True, drop_tables=["GSUB", "GPOS", "GDEF", "VORG", "DSIG", "BASE", "STAT"])
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS + SIGNS)
    subsetter.subset(font)
    font.save(f"Inter-{style}.ttf")


if __name__ == "__main__":
    for style in ("Regular", "SemiBold"):
        made(style)
