"""Cut the font of the reports: Noto Sans SC, regular and bold, to what reports are written in.

`uv run --no-project --with fonttools python tools/report_fonts.py` packs the font with npm, keeps
the characters of GB 2312, Latin, Greek and Cyrillic with the marks of ordinary text, and writes the
two files with their licence. Rarer characters come from the fonts of the machine.
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FONTS = Path(__file__).parents[1] / "src/muniment/investigations/data/fonts"
PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
CUTS = {
    "400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
    "700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
}
RANGES = (
    (0x20, 0x24F),
    (0x370, 0x52F),
    (0x2000, 0x206F),
    (0x20A0, 0x20BF),
    (0x2190, 0x22FF),
    (0x25A0, 0x25FF),
    (0x3000, 0x303F),
    (0xFF00, 0xFFEF),
)


def wanted() -> set[int]:
    """The code points that stay."""
    kept = {point for first, last in RANGES for point in range(first, last + 1)}
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            kept.update(map(ord, bytes((row, cell)).decode("gb2312", "ignore")))
    return kept


def cut(source: Path, target: Path) -> None:
    """Write `source` with only the wanted characters; the same input gives the same bytes."""
    from fontTools import subset  # only this tool needs it

    options = subset.Options(layout_features=["kern", "mark", "locl"], hinting=False)
    options.name_IDs = ["*"]
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted())
    cutter.subset(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    subset.save_font(font, str(target), options)


def main() -> int:
    """Fetch, unpack, cut."""
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        packed = subprocess.run(
            ["npm", "pack", "--silent", PACKAGE],
            cwd=scratch, check=True, capture_output=True, text=True,
        )  # fmt: skip
        with tarfile.open(Path(scratch, packed.stdout.strip())) as archive:
            archive.extractall(scratch, filter="data")
        for inside, name in CUTS.items():
            cut(Path(scratch, "package", inside), FONTS / name)
        licence = Path(scratch, "package", "LICENSE_FONT")
        (FONTS / "OFL.txt").write_bytes(licence.read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
