#!/usr/bin/env bash
# Packages that import only Dissectors, or only CaptureFiles, with `traits: []`, must build where there
# are neither libpcap's nor zlib's headers, and must fetch no other package. The headers are hidden by mounts in
# a namespace of their own, so the machine stays as it is; that needs root.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

if [ "${1:-}" != hidden ]; then
  if [ "$(uname)" != Linux ] || [ "$(id -u)" != 0 ]; then
    echo "Skipped: hiding headers needs root on Linux."
    exit 0
  fi
  exec unshare --mount bash "$0" hidden
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/empty" "$work/consumer/Sources/Consumer" "$work/consumer/Sources/FileConsumer"

for header in /usr/include/pcap* /usr/include/zlib.h /usr/include/zconf.h; do
  if [ -d "$header" ]; then mount --bind "$work/empty" "$header"; fi
  if [ -f "$header" ]; then mount --bind /dev/null "$header"; fi
done
export PKG_CONFIG_LIBDIR=$work/empty

# The hiding itself is checked, or this script could not fail.
if printf '#include <pcap/pcap.h>\npcap_t *handle;\n' | clang -fsyntax-only -x c - 2>/dev/null ||
  printf '#include <zlib.h>\nz_stream stream;\n' | clang -fsyntax-only -x c - 2>/dev/null; then
  echo "The headers are still there." >&2
  exit 1
fi

cd "$work/consumer"
cat >Package.swift <<SWIFT
// swift-tools-version: 6.2
import PackageDescription
let package = Package(
  name: "consumer", platforms: [.macOS(.v26)],
  dependencies: [.package(name: "swift-packets", path: "$root", traits: [])],
  targets: [
    .executableTarget(
      name: "Consumer", dependencies: [.product(name: "Dissectors", package: "swift-packets")]),
    .executableTarget(
      name: "FileConsumer", dependencies: [.product(name: "CaptureFiles", package: "swift-packets")]),
  ])
SWIFT
cat >Sources/Consumer/main.swift <<'SWIFT'
import Dissectors

let datagram: [UInt8] = [0xbf, 0x00, 0x00, 0x35, 0x00, 0x0c, 0x12, 0x4d, 0xaa, 0x00, 0x00, 0xff]
print(try UDP(decoding: datagram.span.bytes).destinationPort)
SWIFT

cat >Sources/FileConsumer/main.swift <<'SWIFT'
import CaptureFiles

do {
  var reader = try CaptureFileReader(path: "/dev/null")
  while try reader.next() != nil {}
} catch {
  print(error.code)
}
SWIFT

packages=$(swift package show-dependencies --format json |
  python3 -c 'import json, sys
def walk(node): return [node["name"]] + [name for child in node["dependencies"] for name in walk(child)]
print(" ".join(walk(json.load(sys.stdin))))')
echo "packages: $packages"
[ "$packages" = "consumer swift-packets" ] || { echo "More than our own package was fetched." >&2; exit 1; }

swift build
port=$(.build/debug/Consumer)
[ "$port" = 53 ] || { echo "The consumer printed '$port' instead of 53." >&2; exit 1; }
code=$(.build/debug/FileConsumer)
[ "$code" = truncated ] || { echo "The consumer of files printed '$code' instead of truncated." >&2; exit 1; }
if ldd .build/debug/Consumer .build/debug/FileConsumer | grep -E 'libpcap|libz\.'; then
  echo "A consumer links a library that it does not need." >&2
  exit 1
fi
echo "Consumers of Dissectors and of CaptureFiles build and run without libpcap and zlib."
