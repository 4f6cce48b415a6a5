#!/bin/bash
# Records the captures of this folder anew: real programs in two network namespaces, joined by a
# virtual cable, with addresses from the ranges for documentation (RFC 5737, RFC 3849).
#
#   sudo Examples/Captures/record.sh [path of sniff]
#
# Debian: apt install iproute2 iputils-ping iputils-arping curl python3 dnsmasq-base openssl openssh-server
set -eu
cd "$(dirname "$0")"
sniff=$(realpath "${1:-../../.build/debug/sniff}")
work=$(mktemp -d)
here=sniff-here there=sniff-there

cleanup() {
  kill $(jobs -p) 2>/dev/null || true
  ip netns del $here 2>/dev/null || true
  ip netns del $there 2>/dev/null || true
  rm -rf "$work" /etc/netns/$here
}
trap cleanup EXIT

here() { ip netns exec $here "$@"; }
there() { ip netns exec $there "$@"; }

# record FILE [options of sniff]: starts recording; finish: ends it.
record() {
  ip netns exec $here "$sniff" -i wire -w "$@" 2>/dev/null &
  recorder=$!
  sleep 1
}
finish() {
  sleep 1
  kill -INT $recorder
  wait $recorder || true
}
serve() {
  ip netns exec $there "$@" >/dev/null 2>&1 &
  server=$!
  sleep 1
}
stop() {
  kill $server
  wait $server 2>/dev/null || true
}

# tag SIDE NAME TAG... ADDRESS: an interface whose frames are tagged.
tag() {
  local side=$1 name=$2 address=${@: -1}
  local space=$here
  [ $side = here ] || space=$there
  ip netns exec $space ./vlan.py $name wire "${@:3:$#-3}" &
  sleep 1
  $side ip link set $name address 02:00:00:00:0${#name}:0${address: -1}
  $side ip addr add $address/24 dev $name
  $side ip link set $name up
}

ip netns add $here
ip netns add $there
ip link add wire netns $here address 02:00:00:00:00:01 type veth \
  peer name wire netns $there address 02:00:00:00:00:02
for side in here there; do
  for interface in default wire; do
    $side sysctl -qw net.ipv6.conf.$interface.accept_dad=0 \
      net.ipv6.conf.$interface.router_solicitations=0
  done
done
for side in here there; do
  number=$([ $side = here ] && echo 1 || echo 2)
  $side ip link set lo up
  $side ip link set wire up
  $side ip addr add 192.0.2.$number/24 dev wire
  $side ip addr add 2001:db8::$number/64 dev wire
  $side ethtool -K wire tx off tso off gso off gro off 2>/dev/null || true
  tag $side once 100 198.51.100.$number
  tag $side twice 88a8:200 300 203.0.113.$number
done
sleep 2

record arp.pcap -F pcap -f arp
here arping -q -c 2 -I wire 192.0.2.2
there arping -q -A -c 1 -I wire 192.0.2.2
here ip neigh flush dev wire
here ping -q -c 1 192.0.2.2 >/dev/null
here ping -q -c 1 -W 1 192.0.2.77 >/dev/null || true
finish

record ping.pcap -F pcap
here ip neigh flush dev wire
here ping -q -c 3 -i 0.2 192.0.2.2 >/dev/null
here ping -q -c 3 -i 0.2 2001:db8::2 >/dev/null
here ping -q -c 1 -s 3000 192.0.2.2 >/dev/null
here bash -c 'echo hello > /dev/udp/192.0.2.2/9' || true
here bash -c 'echo hello > /dev/udp/2001:db8::2/9' || true
finish

record vlan.pcapng
here ping -q -c 2 -i 0.2 198.51.100.2 >/dev/null
here ping -q -c 2 -i 0.2 203.0.113.2 >/dev/null
finish

mkdir "$work/www"
echo '<!DOCTYPE html><title>swift-packets</title><p>Hello from another namespace.' >"$work/www/index.html"
serve python3 -m http.server --bind :: --directory "$work/www" 80
record http.pcapng
here curl -s http://192.0.2.2/ >/dev/null
here curl -s http://192.0.2.2/missing >/dev/null
here curl -s --head 'http://[2001:db8::2]/' >/dev/null
finish
stop

mkdir -p /etc/netns/$here
echo 'nameserver 192.0.2.2' >/etc/netns/$here/resolv.conf
serve dnsmasq --keep-in-foreground --no-resolv --no-hosts --conf-file=/dev/null --user=root \
  --host-record=www.example.com,192.0.2.80,2001:db8::80 --cname=web.example.com,www.example.com \
  --txt-record=example.com,hello --mx-host=example.com,mail.example.com,10 --local=/example.com/
record dns.pcap -F pcap -f 'port 53'
here getent ahosts www.example.com >/dev/null
here getent ahosts web.example.com >/dev/null
here getent hosts 192.0.2.80 >/dev/null
here getent ahosts missing.example.com >/dev/null || true
finish
stop

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=www.example.com \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
serve openssl s_server -quiet -accept 443 -key "$work/key.pem" -cert "$work/cert.pem" -www
record tls.pcapng
for version in -tls1_3 -tls1_2; do
  printf 'GET / HTTP/1.0\r\n\r\n' | here openssl s_client -quiet $version -connect 192.0.2.2:443 \
    -servername www.example.com -alpn http/1.1 >/dev/null 2>&1 || true
done
finish
stop

ssh-keygen -q -t ed25519 -N '' -f "$work/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/user"
cp "$work/user.pub" "$work/authorized"
mkdir -p /run/sshd
serve /usr/sbin/sshd -D -f /dev/null -p 22 -h "$work/host" -o StrictModes=no -o PermitRootLogin=yes \
  -o AuthorizedKeysFile="$work/authorized" -o PidFile=none -o UsePAM=no
record ssh.pcapng
here ssh -q -i "$work/user" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@192.0.2.2 true || true
finish
stop

ip netns exec $here "$sniff" -i any -w cooked.pcap -F pcap -f icmp 2>/dev/null &
recorder=$!
sleep 1
here ping -q -c 2 -i 0.2 192.0.2.2 >/dev/null
here ping -q -c 1 127.0.0.1 >/dev/null
finish
ls -l *.pcap *.pcapng
