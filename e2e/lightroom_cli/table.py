"""docs/lightroom-cli.md: the command line of `lr`, and what works."""

from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "docs" / "lightroom-cli.md"

HEAD = """\
# lightroom-cli, command by command

[lightroom-cli](https://pypi.org/project/lightroom-cli/) 1.2.2 is a plug-in and a program `lr`. The
end-to-end test runs both unmodified: the plug-in with `lrsocket run`, and each of the {all} commands of
`lr` against it. What a command answers is compared with what it ought to be, and what it changes is
looked up in the simulated Lightroom (`state` of [--control](control.md)). {works} work, {partly} work in
part, {no} do not. This table is written by the test, which fails where it differs from what it sees:
`e2e/run target/release/lrsocket --write` writes it anew.

"No" means that the result is wrong or there is none, whoever's fault it is; the last column says why.
"In Lightroom too" is concluded from the plug-in's code and the SDK's documentation, not tried in a real
Lightroom: there the plug-in calls what the SDK does not have, or misreads what it has. lrsocket invents
nothing to please it.

| command | works | remark |
|---|---|---|
"""


def render(verdicts):
    """The page, of the verdicts by command."""
    states = [verdict.state for verdict in verdicts.values()]
    counts = {state: states.count(state) for state in ("works", "partly", "no")}
    page = HEAD.format(all=len(states), **counts)
    words = {"works": "yes", "partly": "partly", "no": "no"}
    for command, verdict in verdicts.items():
        why = verdict.why.replace("|", "\\|")
        page += f"| `lr {command}` | {words[verdict.state]} | {why} |\n".replace("|  |", "| |")
    return page


def differences(verdicts):
    """What the page says otherwise, line by line."""
    written = FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []
    seen = render(verdicts).splitlines()
    for line in seen:
        if line not in written:
            yield f"missing: {line}"
    for line in written:
        if line not in seen:
            yield f"wrong:   {line}"
