import Dissectors
import PacketCore
import Testing

@Suite("VRRP, HSRP, RIP")
struct RedundancyTests {
  /// Corpus: pcapplusplus/Packet++Test/PacketExamples/VRRP-V2.pcap, frame 1.
  let second = hex(
    """
    01005e00001200005e00010108004500002800000000ff701a8dc0a8001ee000001221016403000138fac0a80001
    c0a80002c0a80003
    """)
  /// Corpus: pcapplusplus/Packet++Test/PacketExamples/VRRP-V3-IPv6.pcap, frame 1.
  let third = hex(
    """
    01005e00001200005e00010186dd60000000003870fffe800000000000000000000000000001ff02000000000000
    00000000000000123101640300011071fe80000000000000000000000000025420010db800000000000000000000
    000120010db8000000000000000000000002
    """)
  /// Corpus: ndpi/tests/cfgs/default/pcap/hsrp0.pcap, frame 1.
  let standby = hex(
    """
    01005e00000200000c07ac0a8100000a080045c0003000000000011125e20a1ca8fde000000207c107c1001c3fd3
    000010030a5a0a00636973636f0000000a1ca8fe
    """)
  /// Corpus: tcpdump/erspan-type-ii-2.pcap, frame 3.
  let standbySecond = hex(
    """
    000c29f1581e005056c0000108004500008201294000fc2f74cac0a8c343c0a8c3c4100088be001095291064c001
    0008406401005e00006600000c9ff0fe080045c0005000000000011169ad0ac86402e000006607c107c1003c1bce
    01280200060400fe0011921a170000000069000003e800000bb80ac864010000000000000a000001fff603086369
    73636f000000
    """)
  /// Corpus: tcpdump/ripv1v2.pcap, frame 3.
  let routes = hex(
    """
    01005e0000090811961c10c8080045c000340000400001118edc0a000014e0000009020802080020106f01020000
    0000000000000000000000000000000000000010
    """)

  /// What tshark says of it.
  @Test func readsSecond() {
    #expect(protocols(second, .ethernet) == "eth:ethertype:ip:vrrp")
    #expect(field("vrrp.typever", second, .ethernet) == "33")
    #expect(field("vrrp.version", second, .ethernet) == "2")
    #expect(field("vrrp.type", second, .ethernet) == "1")
    #expect(field("vrrp.virt_rtr_id", second, .ethernet) == "1")
    #expect(field("vrrp.prio", second, .ethernet) == "100")
    #expect(field("vrrp.addr_count", second, .ethernet) == "3")
    #expect(field("vrrp.auth_type", second, .ethernet) == "0")
    #expect(field("vrrp.adver_int", second, .ethernet) == "1")
    #expect(field("vrrp.checksum", second, .ethernet) == "0x38fa")
    #expect(field("vrrp.ip_addr", second, .ethernet) == "192.168.0.1,192.168.0.2,192.168.0.3")
  }

  /// What tshark says of it.
  @Test func readsThird() {
    #expect(protocols(third, .ethernet) == "eth:ethertype:ipv6:vrrp")
    #expect(field("vrrp.typever", third, .ethernet) == "49")
    #expect(field("vrrp.version", third, .ethernet) == "3")
    #expect(field("vrrp.type", third, .ethernet) == "1")
    #expect(field("vrrp.virt_rtr_id", third, .ethernet) == "1")
    #expect(field("vrrp.prio", third, .ethernet) == "100")
    #expect(field("vrrp.addr_count", third, .ethernet) == "3")
    #expect(field("vrrp.reserved_mbz", third, .ethernet) == "0")
    #expect(field("vrrp.short_adver_int", third, .ethernet) == "1")
    #expect(field("vrrp.checksum", third, .ethernet) == "0x1071")
    #expect(field("vrrp.ipv6_addr", third, .ethernet) == "fe80::254,2001:db8::1,2001:db8::2")
  }

  /// What tshark says of it.
  @Test func readsStandby() {
    #expect(protocols(standby, .ethernet) == "eth:ethertype:vlan:ethertype:ip:udp:hsrp")
    #expect(field("hsrp.version", standby, .ethernet) == "0")
    #expect(field("hsrp.opcode", standby, .ethernet) == "0")
    #expect(field("hsrp.state", standby, .ethernet) == "16")
    #expect(field("hsrp.hellotime", standby, .ethernet) == "3")
    #expect(field("hsrp.holdtime", standby, .ethernet) == "10")
    #expect(field("hsrp.priority", standby, .ethernet) == "90")
    #expect(field("hsrp.group", standby, .ethernet) == "10")
    #expect(field("hsrp.reserved", standby, .ethernet) == "0")
    #expect(field("hsrp.auth_data", standby, .ethernet) == "cisco")
    #expect(field("hsrp.virt_ip", standby, .ethernet) == "10.28.168.254")
  }

  /// What tshark says of it.
  @Test func readsStandbySecond() {
    #expect(
      protocols(standbySecond, .ethernet) == "eth:ethertype:ip:gre:erspan:eth:ethertype:ip:udp:hsrp"
    )
    #expect(field("hsrp2.group_state_tlv", standbySecond, .ethernet) == "1")
    #expect(field("hsrp2.version", standbySecond, .ethernet) == "2")
    #expect(field("hsrp2.opcode", standbySecond, .ethernet) == "0")
    #expect(field("hsrp2.state", standbySecond, .ethernet) == "6")
    #expect(field("hsrp2.ipversion", standbySecond, .ethernet) == "4")
    #expect(field("hsrp2.group", standbySecond, .ethernet) == "254")
    #expect(field("hsrp2.identifier", standbySecond, .ethernet) == "00:11:92:1a:17:00")
    #expect(field("hsrp2.priority", standbySecond, .ethernet) == "105")
    #expect(field("hsrp2.hellotime", standbySecond, .ethernet) == "1000")
    #expect(field("hsrp2.holdtime", standbySecond, .ethernet) == "3000")
    #expect(field("hsrp2.virt_ip", standbySecond, .ethernet) == "10.200.100.1")
    #expect(field("hsrp2.text_auth_tlv", standbySecond, .ethernet) == "3")
    #expect(field("hsrp2.auth_data", standbySecond, .ethernet) == "cisco")
  }

  /// What tshark says of it.
  @Test func readsRoutes() {
    #expect(protocols(routes, .ethernet) == "eth:ethertype:ip:udp:rip")
    #expect(field("rip.command", routes, .ethernet) == "1")
    #expect(field("rip.version", routes, .ethernet) == "2")
    #expect(field("rip.family", routes, .ethernet) == "0")
    #expect(field("rip.route_tag", routes, .ethernet) == "0")
    #expect(field("rip.netmask", routes, .ethernet) == "0.0.0.0")
    #expect(field("rip.next_hop", routes, .ethernet) == "0.0.0.0")
    #expect(field("rip.metric", routes, .ethernet) == "16")
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(VRRP.self, hex("2101640100010000"), headerLength: 8))
    #expect(refusesEveryCut(HSRP.self, hex("0000"), headerLength: 2))
    #expect(refusesEveryCut(RIP.self, hex("01010000"), headerLength: 4))
    #expect(refusesEveryCut(RIPng.self, hex("01010000"), headerLength: 4))
  }

  @Test func readsEachField() throws {
    let old = try VRRP(decoding: hex("21 01 64 01 00 02 38fa c0a80001").span.bytes)
    #expect(old.version == 2 && old.kind == 1 && old.priority == 100 && old.addressCount == 1)
    #expect(old.interval == 200 && old.checksum == 0x38fa)
    let new = try VRRP(decoding: hex("31 07 ff 00 0fff 0000").span.bytes)
    #expect(new.version == 3 && new.interval == 4095 && new.virtualRouterIdentifier == 7)
    let standby = try HSRP(decoding: hex("0003").span.bytes)
    #expect(standby.version == 1 && standby.operation == .advertise)
    let rip = try RIP(decoding: hex("02020000").span.bytes)
    #expect(rip.command == 2 && rip.version == 2)
  }

  /// RFC 2080 §2.1.
  @Test func readsRoutesOfVersion6() {
    let message = hex("02010000 20010db8000000000000000000000000 0007 20 01")
    let packet = datagram(message, from: 521, to: 521)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:ripng")
    #expect(field("ripng.rte.ipv6_prefix", packet, .rawIP) == "2001:db8::")
    #expect(field("ripng.rte.prefix_length", packet, .rawIP) == "32")
    #expect(field("ripng.rte.metric", packet, .rawIP) == "1")
  }

  /// A count of addresses is a claim; so is a value's length.
  @Test func survivesLies() {
    let advertisement = hex("2101 64 ff 0001 0000 0a000001")
    let packet =
      hex("4500") + [0, UInt8(20 + advertisement.count)]
      + hex("00010000 ff70 0000 0a000001 e0000012") + advertisement
    #expect(field("vrrp.ip_addr", packet, .rawIP) == "10.0.0.1")
    readEveryField(datagram(hex("01ff 0200 0604"), from: 1985, to: 1985))
    readEveryField(
      datagram(hex("0000 1003 0a5a 0a00 636973636f000000 0a000001 04ff"), from: 1985, to: 1985))
  }
}
