"""What the program asks of the system: no socket, no other program, no file outside an opened folder."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

NIGAO = sys.argv[1]
# Without interfaces: not even this machine can be spoken to.
ALONE = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
# What every program on this system reads: libraries, how many processors it may use and how memory is given.
SYSTEM = ("/lib", "/lib64", "/usr/lib", "/etc/ld.so.cache", "/etc/ld.so.preload", "/proc/self", "/sys/fs/cgroup",
          "/proc/stat", "/sys/devices/system/cpu", "/proc/sys/vm", "/sys/kernel/mm", "/dev/null")
DRAFT = "关于工作的决定\n一、甲\n三、建设云上天街示范带，做到两个维护。\n"


class Trace:
    """A program that runs under strace, and what it asked for."""

    def __init__(self, folder, command):
        self.log = Path(tempfile.mkstemp(dir=folder.parent, suffix=".strace")[1])
        strace = ["strace", "-f", "-y", "-s", "300", "-e", "trace=%file,%network,%process", "-o", str(self.log)]
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder.parent / "home"),
                       "XDG_CACHE_HOME": str(folder.parent / "cache")}
        self.process = subprocess.Popen([*ALONE, *strace, *command], cwd=folder, env=environment,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def lines(self):
        return [re.sub(r"^\d+ +", "", line) for line in self.log.read_text(errors="replace").splitlines()]

    def sockets(self):
        return [line for line in self.lines() if line.startswith("socket(")]

    def programs(self):
        return [line for line in self.lines() if line.startswith("execve")]

    def opened(self, folder):
        """Absolute paths of files that were opened; what strace prints in octal is read back."""
        found = []
        for line in self.lines():
            match = re.match(r'(?:openat|open|openat2|creat)\((?:(?:AT_FDCWD|\d+)(?:<([^>]*)>)?, )?"((?:[^"\\]|\\.)*)"', line)
            if match and "ENOENT" not in line:
                base, name = (part and part.encode().decode("unicode_escape").encode("latin-1", "replace").decode(errors="replace")
                              for part in match.groups())
                found.append(os.path.normpath(os.path.join(base or str(folder), name)))
        return found


def run(folder, *command, status=(0, 1)):
    """A program that runs to its end."""
    trace = Trace(folder, command)
    output, errors = trace.process.communicate(DRAFT.encode() if "-" in command else b"")
    assert trace.process.returncode in status, (command, trace.process.returncode, errors.decode())
    return trace


class Server:
    """A server and the conversation with it."""

    def __init__(self, folder):
        self.trace = Trace(folder, [NIGAO, "lsp", "--stdio"])
        self.folder = folder
        self.last = 0

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.trace.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.trace.process.stdin.flush()

    def receive(self):
        length = 0
        while line := self.trace.process.stdout.readline().strip():
            length = int(line.removeprefix(b"Content-Length: "))
        assert length, "the server has left"
        message = json.loads(self.trace.process.stdout.read(length))
        if "id" in message and "method" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def notify(self, method, **params):
        self.send({"method": method, "params": params})

    def ask(self, method, **params):
        self.last += 1
        self.send({"id": self.last, "method": method, **({"params": params} if params else {})})
        while (answer := self.receive()).get("id") != self.last or "method" in answer:
            pass
        return answer

    def published(self, wanted):
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics" and wanted(message["params"]):
                return message["params"]["diagnostics"]


def session(folder):
    """All that an editor may ask, with an opened folder that tries to have other files read."""
    server = Server(folder)
    uri = (folder / "稿.txt").as_uri()
    draft = {"textDocument": {"uri": uri}}
    place = {**draft, "position": {"line": 2, "character": 8}}
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 2, "character": 5}}
    options = {"tabSize": 4, "insertSpaces": True}
    answer = server.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
    assert "capabilities" in answer["result"], answer
    server.notify("initialized")
    document = {"uri": uri, "languageId": "plaintext", "version": 1, "text": DRAFT}
    server.notify("textDocument/didOpen", textDocument=document)
    # The corpus of the folder is built, and what was not read for it is said.
    problems = server.published(lambda params: params["uri"].endswith("/nigao.toml")
                                and any("范文" in problem["message"] for problem in params["diagnostics"]))
    assert sum("在工作区之外" in problem["message"] for problem in problems) == 6, problems
    for method, params in {
        "codeAction": {**draft, "range": whole, "context": {"diagnostics": []}}, "codeLens": draft, "completion": place,
        "definition": place, "diagnostic": draft, "documentHighlight": place, "documentSymbol": draft,
        "foldingRange": draft, "formatting": {**draft, "options": options}, "hover": place,
        "inlayHint": {**draft, "range": whole}, "prepareRename": place, "references": {**place, "context": {"includeDeclaration": True}},
        "rename": {**place, "newName": "甲"}, "selectionRange": {**draft, "positions": [place["position"]]},
        "semanticTokens/full": draft,
    }.items():
        server.ask(f"textDocument/{method}", **params)
    server.ask("workspace/symbol", query="天街")
    report = server.ask("workspace/diagnostic", previousResultIds=[])
    assert [Path(item["uri"]).name for item in report["result"]["items"]], report
    server.ask("shutdown")
    server.send({"method": "exit"})
    assert server.trace.process.wait() == 0
    return server.trace


def place(around):
    """A folder that names, and links to, what lies beside it."""
    folder, secret = around / "opened", around / "secret"
    for new in (folder / "范文", secret, around / "home/.config/git", around / "cache"):
        new.mkdir(parents=True)
    (secret / "a.txt").write_text("关于保密的决定\n一、建设云上天街示范带。\n" * 5)
    (secret / "terms.toml").write_text('[[term]]\nname = "云上天街示范区"\n')
    (around / ".gitignore").write_text("*.md\n")
    (around / "home/.config/git/ignore").write_text("*.md\n")
    (around / "nigao.toml").write_text("[rules]\n")
    (folder / "范文/b.txt").write_text("关于公开的决定\n一、建设公开的示范带。\n")
    (folder / "范文/链").symlink_to(secret)
    (folder / "范文/甲.txt").symlink_to(secret / "a.txt")
    (folder / "链.txt").symlink_to(secret / "a.txt")
    (folder / "稿.txt").write_text(DRAFT)
    (folder / "另稿.md").write_text(DRAFT)
    (folder / "nigao.toml").write_text(
        f'[corpus]\npaths = ["范文", "../secret", "范文/链/*.txt", "{secret}/a.txt"]\n[terms]\nfiles = ["../secret/terms.toml"]\n')
    return folder


def main():
    with tempfile.TemporaryDirectory() as temporary:
        around = Path(temporary).resolve()
        folder = place(around)
        # What would be wrong must show.
        control = run(folder, sys.executable, "-c",
                      "import os, socket, subprocess; socket.socket(); subprocess.run(['true']); open('../secret/a.txt')")
        assert control.sockets() and len(control.programs()) > 1, "strace shows no socket or program"
        assert str(around / "secret/a.txt") in control.opened(folder), "strace shows no file"

        server = session(folder)
        allowed = (*SYSTEM, str(folder), str(around / "cache"), NIGAO)
        outside = [path for path in server.opened(folder)
                   if not any(path == name or path.startswith(name.rstrip("/") + "/") for name in allowed)]
        assert not outside, f"opened outside the folder: {outside}"
        assert str(folder / "另稿.md") in server.opened(folder), "the workspace was not searched"

        commands = [run(folder, NIGAO, *arguments.split(), status=(0, 1, 2)) for arguments in (
            "check .", "check -", "check --fix 稿.txt", "check --format json 稿.txt", "outline 稿.txt", "targets 稿.txt",
            "corpus info", "corpus build", "terms list", "rules", "explain numbering/sequence")]
        for trace in [server, *commands]:
            assert not trace.sockets(), trace.sockets()
            assert len([line for line in trace.programs() if " = 0" in line]) == 1, trace.programs()
        print(f"traced: a session and {len(commands)} commands, no socket, no other program; "
              f"{len(server.opened(folder))} files opened by the session, none outside the folder")


main()
