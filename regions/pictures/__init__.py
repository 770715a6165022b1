"""Files of pictures: encoded on upload, stored under their digest, served from our own path.

`encoding` turns an upload into WebP (and AVIF) at three widths or refuses it, `files` stores,
withdraws and clears them, `views` serves them. The model is `regions.models.Picture`.
"""
