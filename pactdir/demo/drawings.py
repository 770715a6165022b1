"""Draws the pictures of the demo, which show nothing that exists.

    manage.py shell -c "from pactdir.demo.drawings import write_drawings; write_drawings()"

Writes their files to `fixtures/pictures/`, and prints their entries for `fixtures/pictures.toml`.
"""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw

from pactdir.demo.pictures import FOLDER
from regions.pictures.encoding import encode

SIZE = (1600, 1000)
SKY, GROUND, DARK, WOOD, METAL, SIGNAL = (
    *("#dfe9f2", "#b9c7a5", "#22303c", "#c98f4b", "#7c8b99", "#c8321f"),
)
Pen = ImageDraw.ImageDraw


def robot(pen: Pen) -> None:
    pen.rectangle((0, 640, 1600, 1000), fill="#f4f1ea")
    pen.line([(0, 900), (400, 860), (800, 800), (1200, 840), (1600, 760)], DARK, 24, "curve")
    pen.rounded_rectangle((560, 420, 1040, 720), 40, METAL, DARK, 10)
    pen.rounded_rectangle((640, 250, 960, 430), 30, SKY, DARK, 10)
    for x in (720, 840):
        pen.ellipse((x, 310, x + 50, 360), fill=SIGNAL)
    for x in (600, 860):
        pen.ellipse((x, 660, x + 150, 810), fill=DARK)
        pen.ellipse((x + 50, 710, x + 100, 760), fill=METAL)
    pen.line((800, 250, 800, 170), DARK, 10)
    pen.ellipse((775, 120, 825, 170), fill=SIGNAL)


def garden_house(pen: Pen) -> None:
    pen.rectangle((0, 760, 1600, 1000), fill=GROUND)
    pen.rectangle((500, 430, 1100, 800), fill=WOOD, outline=DARK, width=10)
    for y in range(490, 800, 60):
        pen.line((500, y, 1100, y), DARK, 4)
    pen.polygon([(440, 440), (800, 190), (1160, 440)], fill=SIGNAL, outline=DARK, width=10)
    pen.rectangle((560, 530, 740, 800), fill=DARK)
    pen.rectangle((840, 530, 1020, 680), fill=SKY, outline=DARK, width=10)
    pen.line((930, 530, 930, 680), DARK, 8)


def drone(pen: Pen) -> None:
    pen.rectangle((0, 820, 1600, 1000), fill=GROUND)
    pen.line((480, 330, 1120, 330), DARK, 24)
    pen.rounded_rectangle((660, 300, 940, 430), 40, METAL, DARK, 10)
    for x in (480, 1120):
        pen.line((x, 330, x, 260), DARK, 18)
        pen.ellipse((x - 190, 240, x + 190, 275), fill="#9fb2c2", outline=DARK, width=6)
    pen.ellipse((765, 395, 835, 465), fill=DARK)
    pen.ellipse((785, 415, 815, 445), fill=SIGNAL)
    for x in (690, 910):
        pen.line((x, 430, x, 500), DARK, 12)
        pen.line((x - 40, 500, x + 40, 500), DARK, 12)


def school(pen: Pen) -> None:
    pen.rectangle((0, 780, 1600, 1000), fill=GROUND)
    pen.rectangle((260, 380, 1340, 800), fill="#e9dcc3", outline=DARK, width=10)
    pen.rectangle((230, 330, 1370, 390), fill=SIGNAL, outline=DARK, width=10)
    for x in (330, 520, 990, 1180):
        for y in (440, 610):
            pen.rectangle((x, y, x + 110, y + 110), fill=SKY, outline=DARK, width=8)
    pen.rectangle((730, 560, 870, 800), fill=DARK)


DRAWINGS = (robot, garden_house, drone, school)


def write_drawings() -> None:
    folder = settings.BASE_DIR / "fixtures" / FOLDER
    folder.mkdir(exist_ok=True)
    for draw in DRAWINGS:
        image = Image.new("RGB", SIZE, SKY)
        draw(ImageDraw.Draw(image))
        file = BytesIO()
        image.save(file, "PNG")
        encoded = encode(file.getvalue(), None)
        for name, data in encoded.files.items():
            if name.endswith(".webp"):
                (folder / name).write_bytes(data)
        print(draw.__name__, encoded.digest, encoded.width, encoded.height)  # noqa: T201
