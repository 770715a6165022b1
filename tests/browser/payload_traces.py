"""Detects traces of a successful payload: nodes, handlers, URLs, policy reports."""

REPORTS = """
    window.policyReports = [];
    document.addEventListener("securitypolicyviolation", (event) => {
        window.policyReports.push(
            `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`
        );
    });
"""

FIND_TRACES = """(page) => {
    const traces = [...(window.policyReports ?? [])];
    const nowhere = ["iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal",
        "style", "math", "animate", "set", "foreignObject", "handler", "marquee", "plaintext"];
    const leads = ["href", "src", "action", "formaction", "data", "xlink:href", "cite", "lowsrc"];
    const safe = ["http:", "https:", "mailto:", "tel:"];

    const isOurs = (script) => {
        if (script.type === "application/ld+json") {
            return Boolean(JSON.parse(script.textContent));
        }
        const ours = [`${location.origin}/static/`, `${location.origin}/admin/jsi18n/`];
        return ours.some((start) => (script.src ?? "").startsWith(start))
            && !script.textContent.trim();
    };
    const protocol = (address) => {
        try { return new URL(address, document.baseURI).protocol; } catch { return "unreadable"; }
    };
    // The one icon, where nothing but our own frame writes; a script in it is never run.
    const icon = document.querySelector('head > link[rel="icon"][href^="data:image/svg+xml,"]');
    // A map is a drawing at an address of our own; its policy lets in the one style it has.
    const isMap = (node) => node.matches("iframe.map__sheet:not([srcdoc])")
        && node.src.startsWith(`${location.origin}/kaart/`);
    const styleOfMap = document.querySelector(":root:not(html) > style");
    const look = (root) => {
        for (const node of root.querySelectorAll("*")) {
            if (node === icon || node === styleOfMap) continue;
            const start = node.outerHTML.slice(0, 120);
            if (nowhere.includes(node.localName) && !isMap(node)) traces.push(`element: ${start}`);
            if (node.localName === "script" && !isOurs(node)) traces.push(`script: ${start}`);
            if (node.matches("meta[http-equiv]")) traces.push(`meta: ${start}`);
            if (node.matches("link") && !protocol(node.href).startsWith("http"))
                traces.push(`link: ${start}`);
            for (const { name, value } of node.attributes) {
                if (/^on/i.test(name)) traces.push(`handler: ${start}`);
                if (name === "data-rich-text" && !value.startsWith("/static/django_prose_editor/"))
                    traces.push(`editor: ${start}`);
                const isSafe = safe.includes(protocol(value))
                    || value.startsWith(`webcal://${location.host}/`);
                if (leads.includes(name) && value && !isSafe)
                    traces.push(`address: ${start}`);
            }
            if (node.localName === "template") look(node.content);
        }
    };
    look(page ?? document);
    return traces;
}"""


class Watched:
    """A page on which a payload must have no effect."""

    def __init__(self, page):
        self.page = page
        self.traces = []
        self.visited = 0
        page.add_init_script(REPORTS)
        page.on("dialog", self._dialog)

    def _dialog(self, dialog):
        self.traces.append(f"dialog: {dialog.message} on {self.page.url}")
        dialog.dismiss()

    def visit(self, address):
        answer = self.page.goto(address)
        assert answer.status == 200, f"{address} answers {answer.status}"
        self.looks(address)
        return answer

    def looks(self, where):
        self.visited += 1
        self.traces += [f"{trace} on {where}" for trace in self.page.evaluate(FIND_TRACES)]
