#!/usr/bin/env python3
"""Type-checks the Swift code blocks of the README and of the documentation against the built modules.

Each block is compiled as a function of its own, its imports and declarations included. A block that is
not code to compile (a manifest's lines) does not start with an import.
"""
import glob, os, re, subprocess, sys, tempfile

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
if not os.path.isdir(".build/debug/Modules"):
    subprocess.run(["swift", "build"], check=True)

pages = ["README.md"] + sorted(glob.glob("Documentation/**/*.md", recursive=True))
count = failed = 0
cache = tempfile.TemporaryDirectory()
for page in pages:
    text = open(page, encoding="utf-8").read()
    for match in re.finditer(r"^```swift\n(.*?)^```", text, re.M | re.S):
        lines = match[1].splitlines()
        imports = [line for line in lines if re.match(r"(@\w+ )*(public )?import ", line)]
        if not imports: continue
        count += 1
        line_number = text.count("\n", 0, match.start()) + 2
        body = [line for line in lines if line not in imports]
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, "Snippet.swift")
            with open(source, "w") as file:
                file.write("\n".join(imports + ["func snippet() async throws {"] + body + ["}"]) + "\n")
            command = ["swiftc", "-typecheck", "-parse-as-library", "-swift-version", "6",
                "-I", ".build/debug/Modules", "-enable-upcoming-feature", "ExistentialAny",
                "-enable-upcoming-feature", "NonisolatedNonsendingByDefault", "-module-cache-path", cache.name]
            for library in ("CPcap", "CZlib"):
                command += ["-Xcc", f"-fmodule-map-file={os.getcwd()}/Sources/{library}/module.modulemap"]
            result = subprocess.run(command + [source], capture_output=True, text=True)
        if result.returncode:
            failed += 1
            print(f"{page}:{line_number}:\n{result.stdout}{result.stderr}", file=sys.stderr)
print(f"{count} code blocks, {failed} do not compile")
sys.exit(1 if failed or not count else 0)
