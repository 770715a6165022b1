"""Downloads the official files into a folder.

`network` decides which hosts may be reached, `fetching` fetches one file, `unpacking` takes it out
of a zip file, `folder` fetches all of them and keeps complete files if another one fails, `by_hand`
lists what to fetch if there is no network.
"""

from pactdir.importing.download.by_hand import by_hand
from pactdir.importing.download.fetching import Limits
from pactdir.importing.download.folder import download_all, file_names
from pactdir.importing.download.network import DownloadError, NetworkPolicy, is_public

__all__ = [
    "DownloadError",
    "Limits",
    "NetworkPolicy",
    "by_hand",
    "download_all",
    "file_names",
    "is_public",
]
