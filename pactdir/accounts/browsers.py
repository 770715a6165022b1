"""Describes a browser, so that users recognise their own sessions."""

# The first match counts: Edge and Opera also contain "Chrome", and Chrome contains "Safari".
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
]
DEVICES = [
    ("iPhone", "een iPhone"),
    ("iPad", "een iPad"),
    ("Android", "een Android-toestel"),
    ("Windows", "Windows"),
    ("Mac OS", "een Mac"),
    ("Linux", "Linux"),
]


def browser_in_words(user_agent: str) -> str:
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "Onbekende browser")
    device = next((name for sign, name in DEVICES if sign in user_agent), "")
    return f"{browser} op {device}" if device else browser
