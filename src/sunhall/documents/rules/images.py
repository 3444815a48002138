"""Images, opened by the one decoder their signature names, within limits of size and frames. Pure."""

import io
import re
import warnings
from typing import Final

from PIL import Image, UnidentifiedImageError

from sunhall.kernel.refused import Refused

# A JPEG is decoded at an eighth of its size, others whole: an A4 page scanned at 600 dpi has 35 million pixels.
MAX_PIXELS_JPEG: Final = 150_000_000
MAX_PIXELS: Final = 50_000_000
MAX_FRAMES: Final = 200  # pages of a TIFF

_DECODER: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/bmp": "BMP",
}
_TRAILER: Final = re.compile(rb"%PDF-|<\s*(script|html|svg|iframe|\?php)\b", re.IGNORECASE)


def type_of(content: bytes) -> str | None:
    """The media type of an image we take, by signature; None for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith((b"II*\x00", b"MM\x00*")):
        return "image/tiff"
    if content.startswith(b"BM") and len(content) >= 26 and content[6:10] == b"\0\0\0\0":
        return "image/bmp"
    return None


def size_of(content: bytes, media_type: str) -> tuple[int, int, int | None]:
    """Width and height in pixels, and pages of a TIFF (None for one-picture formats), after decoding it for real."""
    limit = MAX_PIXELS_JPEG if media_type == "image/jpeg" else MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns about odd metadata; our limits are our own
            with Image.open(io.BytesIO(content), formats=[_DECODER[media_type]]) as image:
                width, height = image.size
                _within(width, height, limit)
                frames = int(getattr(image, "n_frames", 1)) if media_type in ("image/tiff", "image/webp") else 1
                if frames > MAX_FRAMES:
                    raise Refused("image_too_many_pages", pages=frames, limit=MAX_FRAMES)
                if media_type == "image/jpeg":
                    image.draft("RGB", (max(1, width // 8), max(1, height // 8)))
                for frame in range(frames):
                    if frames > 1:
                        image.seek(frame)
                        _within(*image.size, limit)
                    image.load()
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused("image_too_many_pixels", limit=limit) from error
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        KeyError,
        IndexError,
        TypeError,
    ) as error:
        raise Refused("image_broken", found=media_type) from error
    except Exception as error:  # a decoder that trips over hostile bytes in a way of its own has still not read them
        raise Refused("image_broken", found=media_type) from error
    if found := _TRAILER.search(_after_the_end(content, media_type)):
        also = "application/pdf" if found[0].startswith(b"%") else "text/html"
        raise Refused("file_is_two_things", found=media_type, also=also)
    return width, height, frames if media_type == "image/tiff" else None


def _within(width: int, height: int, limit: int) -> None:
    if width * height > limit:
        raise Refused("image_too_many_pixels", pixels=width * height, limit=limit)


def _after_the_end(content: bytes, media_type: str) -> bytes:
    """What follows the picture inside its file; empty where the format has no clear end."""
    if media_type == "image/png":
        return content[content.rfind(b"IEND") + 8 :]
    if media_type == "image/jpeg":
        return content[content.rfind(b"\xff\xd9") + 2 :]
    if media_type == "image/webp":
        return content[8 + int.from_bytes(content[4:8], "little") :]
    return b""
