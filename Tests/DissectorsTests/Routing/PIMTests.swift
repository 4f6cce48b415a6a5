import Dissectors
import PacketCore
import Testing

@Suite("PIM (RFC 7761)")
struct PIMTests {
  /// Corpus: ndpi/tests/cfgs/default/pcap/pim.pcap, frame 1.
  let joins = hex(
    """
    01005e00000d502fa8a8dfbc080045c0004a98a900000167b343c0a8cbeae000000d2300204c0100c0a8cbe90002
    00d201000020e63e42fc00010000010007200aa5e60201000020e63c2b0300010000010007200aa5e602
    """)
  /// Corpus: tcpdump/erspan-type-ii-1.pcap, frame 1.
  let hello = hex(
    """
    00e0009b6d8100259e81b354080045fc006c00ab4000fb2fbc0a01010102c0a8ff05100088be000000ab1156c29a
    00007ff801005e00000d001f9ed2a980080045c0003a5bf4000001676c6b0a300601e000000d2000c53000010002
    0069001400042c6ceec000130004000000010015000401000000fdec0000
    """)

  /// What tshark says of it.
  @Test func readsJoins() {
    #expect(protocols(joins, .ethernet) == "eth:ethertype:ip:pim")
    #expect(field("pim.version", joins, .ethernet) == "2")
    #expect(field("pim.type", joins, .ethernet) == "3")
    #expect(field("pim.res_bytes", joins, .ethernet) == "00,00")
    #expect(field("pim.cksum", joins, .ethernet) == "0x204c")
    #expect(field("pim.option", joins, .ethernet) == "1")
    #expect(field("pim.upstream_neighbor", joins, .ethernet) == "192.168.203.233")
    #expect(field("pim.addr_address_family", joins, .ethernet) == "1,1,1,1,1")
    #expect(field("pim.addr_encoding_type", joins, .ethernet) == "0,0,0,0,0")
    #expect(field("pim.unicast", joins, .ethernet) == "192.168.203.233")
    #expect(field("pim.numgroups", joins, .ethernet) == "2")
    #expect(field("pim.holdtime", joins, .ethernet) == "210")
    #expect(
      field("pim.group", joins, .ethernet) == "230.62.66.252,230.62.66.252,230.60.43.3,230.60.43.3")
    #expect(field("pim.group_addr.flags", joins, .ethernet) == "0x00,0x00")
    #expect(field("pim.group_addr.flags.b", joins, .ethernet) == "0,0")
    #expect(field("pim.group_addr.flags.reserved", joins, .ethernet) == "0x00,0x00")
    #expect(field("pim.group_addr.flags.z", joins, .ethernet) == "0,0")
    #expect(field("pim.mask_len", joins, .ethernet) == "32,32,32,32")
    #expect(field("pim.numjoins", joins, .ethernet) == "1,1")
    #expect(field("pim.join_ip", joins, .ethernet) == "10.165.230.2,10.165.230.2")
    #expect(field("pim.source_addr.flags", joins, .ethernet) == "0x07,0x07")
    #expect(field("pim.source_addr.flags.reserved", joins, .ethernet) == "0x00,0x00")
    #expect(field("pim.source_addr.flags.s", joins, .ethernet) == "1,1")
    #expect(field("pim.source_addr.flags.w", joins, .ethernet) == "1,1")
    #expect(field("pim.source_addr.flags.r", joins, .ethernet) == "1,1")
    #expect(field("pim.source", joins, .ethernet) == "10.165.230.2,10.165.230.2")
    #expect(field("pim.numprunes", joins, .ethernet) == "0,0")
  }

  /// What tshark says of it.
  @Test func readsHello() {
    #expect(protocols(hello, .ethernet) == "eth:ethertype:ip:gre:erspan:eth:ethertype:ip:pim")
    #expect(field("pim.version", hello, .ethernet) == "2")
    #expect(field("pim.type", hello, .ethernet) == "0")
    #expect(field("pim.res_bytes", hello, .ethernet) == "00")
    #expect(field("pim.cksum", hello, .ethernet) == "0xc530")
    #expect(field("pim.option", hello, .ethernet) == "1")
    #expect(field("pim.optiontype", hello, .ethernet) == "1,20,19,21,65004")
    #expect(field("pim.optionlength", hello, .ethernet) == "2,4,4,4,0")
    #expect(field("pim.holdtime", hello, .ethernet) == "105")
    #expect(field("pim.generation_id", hello, .ethernet) == "745336512")
    #expect(field("pim.dr_priority", hello, .ethernet) == "1")
    #expect(field("pim.state_refresh_version", hello, .ethernet) == "1")
    #expect(field("pim.state_refresh_interval", hello, .ethernet) == "0")
    #expect(field("pim.state_refresh_reserved", hello, .ethernet) == "0")
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(PIM.self, hex("2000dfff"), headerLength: 4))
    #expect(refusesEveryCut(PIM.self, hex("2100dfff 00000000"), headerLength: 8))
  }

  /// Counts of groups and sources are claims.
  @Test func survivesLies() throws {
    let join = hex(
      "2300 0000 0100 0a000001 00ff 00d2 0100 0020 e8010101 ffff ffff 0100 0720 0a000002")
    let message = try PIM(decoding: join.span.bytes)
    #expect(message.kind == .joinPrune && message.version == 2)
    let packet =
      hex("4500") + [0, UInt8(20 + join.count)] + hex("00010000 0167 0000 0a000001 e000000d") + join
    #expect(field("pim.numjoins", packet, .rawIP) == "65535")
    #expect(field("pim.join_ip", packet, .rawIP) == "10.0.0.2")
  }
}
