"""The pictures of docs/screens: none has lost a colour."""

from pathlib import Path

from PIL import Image

from scripts.small_pictures import make_small


def test_a_small_picture_keeps_marks_of_a_rare_colour(tmp_path: Path) -> None:
    """Five red points among 4 096 greys and blues stay red, the ground stays as it was."""
    image = Image.new("RGB", (200, 100), (255, 255, 255))
    for place in range(4096):
        shade = place % 256
        image.putpixel(
            (place % 200, 20 + place // 200), (shade, shade, min(shade + place // 256, 255))
        )
    for column in range(5):
        image.putpixel((column, 5), (179, 23, 58))
    file = tmp_path / "picture.png"
    image.save(file)
    make_small(file)
    with Image.open(file) as opened:
        small = opened.convert("RGB")
    assert small.getpixel((199, 99)) == (255, 255, 255)
    pixel = small.getpixel((2, 5))
    assert isinstance(pixel, tuple)
    assert max(abs(a - b) for a, b in zip(pixel, (179, 23, 58), strict=True)) <= 12
