"""Walk every public page there is, by following links."""

from tests.pages.reading import own_addresses

# A list that carries a choice of schools along has as many addresses as there are choices.
NOT_WALKED = ("/admin/", "/static/", "/scholen/?vergelijk=")


def every_page(client, start="/"):
    """Every address reached from `start` with its answer; a link that leads nowhere fails."""
    ahead, walked = {start}, {}
    while ahead:
        address = ahead.pop()
        response = client.get(address)
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        walked[address] = response
        ahead |= {
            found
            for found in own_addresses(response)
            if found not in walked and not found.startswith(NOT_WALKED) and ".ics" not in found
        }
    return walked
