"""Runs Lighthouse on every type of page, as on a phone; the median of three.

    make lighthouse
    make lighthouse ARGS="home region"      (types whose name holds one of these words)

Fails if a page scores below the minimum. Pages not meant for search engines skip the audit of
whether they are crawlable.
"""

import json
import os
import subprocess
import sys
from statistics import median
from typing import Any

from tests.browser.page_types import NOT_FOUND, PAGE_TYPES
from tests.measures.npm import installed
from tests.measures.served import served_demo

RUNS = 3
TRIES = 3  # a browser does not always start
# The last version that runs on the Node.js of Debian's stable releases.
PACKAGE = "lighthouse@12"
MINIMUM = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
CHROMIUM = "/usr/bin/chromium-headless-shell"  # as `make test` installs it
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-sync"


def main() -> int:
    program = installed(PACKAGE, "lighthouse/cli/index.js")
    words = sys.argv[1:]
    failed = 0
    print(f"{'':48} {'perf':>5} {'acc':>5} {'best':>5} {'seo':>5} {'shift':>6}")
    with served_demo() as site:
        for name, address in PAGE_TYPES.items():
            # Lighthouse measures no page that answers with an error.
            if address == NOT_FOUND or (words and not any(word in name for word in words)):
                continue
            scores = median_of([run(program, site + address) for _ in range(RUNS)])
            right = scores["shift"] == 0 and all(scores[kind] >= MINIMUM[kind] for kind in MINIMUM)
            failed += not right
            figures = " ".join(f"{scores[kind]:5.0f}" for kind in MINIMUM)
            print(f"{name[:48]:48} {figures} {scores['shift']:6.3f} {'' if right else '<<'}")
            sys.stdout.flush()
    return min(failed, 1)


def run(program: Any, address: str) -> dict[str, float]:
    """The score per category, of 100, and the layout shift."""
    command = ["node", str(program), address, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(MINIMUM)}"]
    environment = os.environ | {"CHROME_PATH": os.environ.get("CHROMIUM", CHROMIUM)}
    for _ in range(TRIES):
        result = subprocess.run(
            command, env=environment, check=False, capture_output=True, text=True
        )
        if result.returncode == 0:
            break
    else:
        raise RuntimeError(f"Lighthouse cannot read {address}: {result.stderr[-500:]}")
    report = json.loads(result.stdout)
    scores = {kind: score(report, kind) for kind in MINIMUM}
    return scores | {"shift": report["audits"]["cumulative-layout-shift"]["numericValue"]}


def score(report: dict[str, Any], kind: str) -> float:
    category, audits = report["categories"][kind], report["audits"]
    if category["score"] == 1 or not is_hidden(audits):
        return float(category["score"] * 100)
    scores = [
        (audits[audit["id"]]["score"], audit["weight"])
        for audit in category["auditRefs"]
        if audit["id"] != "is-crawlable" and audits[audit["id"]]["score"] is not None
    ]
    weights = sum(weight for _, weight in scores) or 1
    return 100 * sum(score * weight for score, weight in scores) / weights


def is_hidden(audits: dict[str, Any]) -> bool:
    return audits.get("is-crawlable", {}).get("score") == 0


def median_of(runs: list[dict[str, float]]) -> dict[str, float]:
    return {kind: median(run[kind] for run in runs) for kind in runs[0]}


if __name__ == "__main__":
    sys.exit(main())
