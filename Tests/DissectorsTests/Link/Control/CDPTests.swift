import Dissectors
import PacketCore
import Testing

@Suite("CDP")
struct CDPTests {
  /// Corpus: tcpdump/HDLC.pcap, frame 17.
  let overSerialLine = hex(
    """
    8f00200002b4162e000100065230000500fb436973636f20494f5320536f6674776172652c203337303020536f66
    7477617265202843333732352d414456454e54455250524953454b392d4d292c2056657273696f6e2031322e3428
    392954312c2052454c4541534520534f4654574152452028666332290a546563686e6963616c20537570706f7274
    3a20687474703a2f2f7777772e636973636f2e636f6d2f74656368737570706f72740a436f707972696768742028
    632920313938362d3230303620627920436973636f2053797374656d732c20496e632e0a436f6d70696c65642057
    65642033302d4175672d30362031383a34382062792070726f645f72656c5f7465616d0006000e436973636f2033
    37323500020011000000010101cc00040a0000010003000d53657269616c312f30000400080000002900090004
    """)
  /// Corpus: tcpdump/3560_CDP.pcap, frame 1.
  let overEthernet = hex(
    """
    01000ccccccc001906eab8850182aaaa0300000c200002b4b0bd0001000a537769746368000500c4436973636f20
    494f5320536f6674776172652c20433335363020536f667477617265202843333536302d41445649505345525649
    4345534b392d4d292c2056657273696f6e2031322e3228323529534542342c2052454c4541534520534f46545741
    52452028666331290a436f707972696768742028632920313938362d3230303520627920436973636f2053797374
    656d732c20496e632e0a436f6d70696c6564205475652033302d4175672d30352031373a35362062792079656e61
    6e6800060018636973636f2057532d4333353630472d3234505300020011000000010101cc0004c0a80001000300
    164769676162697445746865726e6574302f3500040008000000280008002400000c011200000000ffffffff0102
    21ff000000000000001906eab880ff0000000900074c6162000a00060001000b0005010012000500001300050000
    160011000000010101cc0004c0a80001001a00100000000100000000ffffffff
    """)

  /// What tshark says of it.
  @Test func readsOverSerialLine() {
    #expect(protocols(overSerialLine, .ciscoHDLC) == "chdlc:cdp")
    #expect(field("cdp.version", overSerialLine, .ciscoHDLC) == "2")
    #expect(field("cdp.ttl", overSerialLine, .ciscoHDLC) == "180")
    #expect(field("cdp.checksum", overSerialLine, .ciscoHDLC) == "0x162e")
    #expect(
      field("cdp.tlv.type", overSerialLine, .ciscoHDLC)
        == "0x0001,0x0005,0x0006,0x0002,0x0003,0x0004,0x0009")
    #expect(field("cdp.tlv.len", overSerialLine, .ciscoHDLC) == "6,251,14,17,13,8,4")
    #expect(field("cdp.number_of_addresses", overSerialLine, .ciscoHDLC) == "1")
    #expect(field("cdp.protocol_type", overSerialLine, .ciscoHDLC) == "0x01")
    #expect(field("cdp.protocol_length", overSerialLine, .ciscoHDLC) == "1")
    #expect(field("cdp.protocol", overSerialLine, .ciscoHDLC) == "cc")
    #expect(field("cdp.address_length", overSerialLine, .ciscoHDLC) == "4")
    #expect(field("cdp.nrgyz.ip_address", overSerialLine, .ciscoHDLC) == "10.0.0.1")
    #expect(field("cdp.capabilities", overSerialLine, .ciscoHDLC) == "0x00000029")
  }

  /// What tshark says of it.
  @Test func readsOverEthernet() {
    #expect(protocols(overEthernet, .ethernet) == "eth:llc:cdp")
    #expect(field("cdp.version", overEthernet, .ethernet) == "2")
    #expect(field("cdp.ttl", overEthernet, .ethernet) == "180")
    #expect(field("cdp.checksum", overEthernet, .ethernet) == "0xb0bd")
    #expect(field("cdp.tlv.len", overEthernet, .ethernet) == "10,196,24,17,22,8,36,7,6,5,5,5,17,16")
    #expect(field("cdp.number_of_addresses", overEthernet, .ethernet) == "1,1")
    #expect(field("cdp.protocol_type", overEthernet, .ethernet) == "0x01,0x01")
    #expect(field("cdp.protocol_length", overEthernet, .ethernet) == "1,1")
    #expect(field("cdp.protocol", overEthernet, .ethernet) == "cc,cc")
    #expect(field("cdp.address_length", overEthernet, .ethernet) == "4,4")
    #expect(field("cdp.nrgyz.ip_address", overEthernet, .ethernet) == "192.168.0.1,192.168.0.1")
    #expect(field("cdp.capabilities", overEthernet, .ethernet) == "0x00000028")
    #expect(field("cdp.oui", overEthernet, .ethernet) == "12")
    #expect(field("cdp.protocol_id", overEthernet, .ethernet) == "0x0112")
    #expect(field("cdp.cluster.master_ip", overEthernet, .ethernet) == "0.0.0.0")
    #expect(field("cdp.cluster.ip", overEthernet, .ethernet) == "255.255.255.255")
    #expect(field("cdp.cluster.version", overEthernet, .ethernet) == "0x01")
    #expect(field("cdp.cluster.sub_version", overEthernet, .ethernet) == "0x02")
    #expect(field("cdp.cluster.status", overEthernet, .ethernet) == "0x21")
    #expect(field("cdp.cluster.unknown", overEthernet, .ethernet) == "0xff,0xff")
    #expect(field("cdp.cluster.commander_mac", overEthernet, .ethernet) == "00:00:00:00:00:00")
    #expect(field("cdp.cluster.switch_mac", overEthernet, .ethernet) == "00:19:06:ea:b8:80")
    #expect(field("cdp.cluster.management_vlan", overEthernet, .ethernet) == "0")
    #expect(field("cdp.native_vlan", overEthernet, .ethernet) == "1")
    #expect(field("cdp.duplex", overEthernet, .ethernet) == "1")
    #expect(field("cdp.trust_bitmap", overEthernet, .ethernet) == "0x00")
    #expect(field("cdp.untrusted_port_cos", overEthernet, .ethernet) == "0x00")
    #expect(field("cdp.request_id", overEthernet, .ethernet) == "0")
    #expect(field("cdp.management_id", overEthernet, .ethernet) == "1")
    #expect(field("cdp.power_available", overEthernet, .ethernet) == "0,4294967295")
  }

  @Test func readsEachField() throws {
    let message = try CDP(decoding: overSerialLine.span.bytes.slice(from: 4))
    #expect(message.version == 2 && message.timeToLive == 180)
    #expect(message.deviceIdentifier == "R0" && message.portIdentifier == "Serial1/0")
    #expect(message.platform == "Cisco 3725")
    #expect(message.checksumStatus == .correct)
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(CDP.self, Array(overSerialLine[4...]), headerLength: 4))
  }

  /// A count of addresses is a claim: the walk ends with the value.
  @Test func addressesEndWithTheirValue() {
    let claim = hex("8f002000 02b40000 0002 0011 ffffffff 01 01 cc 0004 0a000001")
    #expect(field("cdp.nrgyz.ip_address", claim, .ciscoHDLC) == "10.0.0.1")
  }
}
