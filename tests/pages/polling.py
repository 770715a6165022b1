"""A client that asks for a URL again and again, as calendars and feed readers do."""


class Polling:
    def __init__(self, client, address):
        self.client, self.address, self.etag = client, address, ""
        self.answers = []

    def changed(self):
        """The new response, or None if nothing changed. Follows a permanent redirect for good."""
        response = self.client.get(self.address, headers={"If-None-Match": self.etag})
        self.answers.append(response.status_code)
        if response.status_code == 301:
            self.address = response["Location"]
            return self.changed()
        if response.status_code == 304:
            return None
        self.etag = response["ETag"]
        return response
