"""Downloads the official files into a folder.

`network` decides which hosts may be reached, `fetching` fetches one file, `unpacking` takes it out
of a zip file, `folder` fetches all of them and keeps what came when another one failed, `by_hand`
says what to fetch where there is no network.
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
