"""Downloads the official files into a folder.

`network` decides which hosts may be reached, `fetching` fetches one file, `unpacking` takes it out
of a zip file, `folder` fetches all of them and keeps complete files if another one fails,
`manual` lists what to fetch if there is no network.
"""

from pactdir.importing.download.fetching import Fetcher, Limits
from pactdir.importing.download.folder import download_all, file_names
from pactdir.importing.download.manual import manual_download_instructions
from pactdir.importing.download.network import DownloadError, NetworkPolicy, is_public

__all__ = [
    "DownloadError",
    "Fetcher",
    "Limits",
    "NetworkPolicy",
    "download_all",
    "file_names",
    "is_public",
    "manual_download_instructions",
]
