"""Reads the <head> of a response."""

from tests.pages.reading import read


class Head:
    def __init__(self, response):
        self.soup = read(response).head

    @property
    def title(self):
        return self.soup.title.get_text()

    @property
    def description(self):
        return self.soup.find("meta", {"name": "description"})["content"]

    @property
    def canonical(self):
        link = self.soup.find("link", rel="canonical")
        return link and link["href"]

    @property
    def is_indexed(self):
        return not self.soup.find("meta", {"name": "robots", "content": "noindex"})

    @property
    def open_graph(self):
        metas = self.soup.find_all("meta", property=True)
        assert len({meta["property"] for meta in metas}) == len(metas)
        return {meta["property"].removeprefix("og:"): meta["content"] for meta in metas}
