# Sourced by the scripts that count: builds the contestant and the captures that it is counted on, whose
# difference is what so many packets more cost. Not affected by what else the machine does.
set -euo pipefail
cd "$(dirname "$0")"
less=20000
more=200000
ways=(sync async chunk)

swift build -c release --product contestant >&2
swift build -c release --product traffic >&2
bin=$(swift build -c release --show-bin-path)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for count in "$less" "$more"; do
  for format in pcap pcapng; do "$bin/traffic" "$format" "$count" "$work/$count.$format"; done
done
