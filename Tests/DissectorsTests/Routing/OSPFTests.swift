import Dissectors
import PacketCore
import Testing

@Suite("OSPF (RFC 2328, RFC 5340)")
struct OSPFTests {
  /// Corpus: tcpdump/ospf-nssa-bitnt.pcap, frame 1.
  let routers = hex(
    """
    01005e000005ca0243c80006080045c00060003400000159ac490a002203e00000050204004c0a00220300000001
    e5950000000000000000000000000001000128010a0022030a0022038000000451cb0030130000020a0022040a00
    2203010000010a002200ffffff0003000001
    """)
  /// Corpus: tcpdump/ospf3_auth.pcapng, frame 1.
  let third = hex(
    """
    333300000005000c299ec1b286dd6c00000000585901fe80000000000000020c29fffe9ec1b2ff02000000000000
    0000000000000005030100280a0a0a020000000007d200000000000201000413000a00280a0a0a010a0a0a020a0a
    0a0100010030000000010000000052da4e0eca4d7d5869a5da3c2a690edaa7329bee9d7f448c9f31fbe4a0e9b39c
    6da6cca1
    """)
  /// Corpus: tcpdump/ospf-gmpls.pcap, frame 1.
  let traffic = hex(
    """
    0200000045c000ac0fd4000001599f3b28230102e0000005020400980afff52300000000a98a0000000000000000
    0000000000010009020a010000080afff52580000002783e007c000200640001000101000000000200040afff545
    000300040a098e01000400040a098e02000500040000003f000600044c9450c0000700044c9450c0000800204c94
    50c04c9450c04c9450c04c9450c04c9450c04c9450c04c9450c04c9450c00009000400000000
    """)
  /// Corpus: tcpdump/OSPFv2_Capture_FINAL.pcapng, frame 1.
  let linkLocal = hex(
    """
    01005e0000050025456017c1080045c0007cbf1d00000159df98c0a87905e000000502010034c0a8ff0f00000000
    00000002000001105a834112ffffff00000a120100000028c0a87904c0a87905c0a8ff0bc0a8ff0e91b01c6bd6c7
    093c11861e76334ba858000000090001000400000001000200145a83411262a849db4649604c9fda6c0a9fdf2586
    022a42ea
    """)

  /// What tshark says of it.
  @Test func readsRouters() {
    #expect(protocols(routers, .ethernet) == "eth:ethertype:ip:ospf")
    #expect(field("ospf.header", routers, .ethernet) == "1")
    #expect(field("ospf.version", routers, .ethernet) == "2")
    #expect(field("ospf.msg", routers, .ethernet) == "4")
    #expect(field("ospf.packet_length", routers, .ethernet) == "76")
    #expect(field("ospf.srcrouter", routers, .ethernet) == "10.0.34.3")
    #expect(field("ospf.area_id", routers, .ethernet) == "0.0.0.1")
    #expect(field("ospf.checksum", routers, .ethernet) == "0xe595")
    #expect(field("ospf.auth.type", routers, .ethernet) == "0")
    #expect(field("ospf.auth.none", routers, .ethernet) == "0000000000000000")
    #expect(field("ospf.ls.number_of_lsas", routers, .ethernet) == "1")
    #expect(field("ospf.lsa.age", routers, .ethernet) == "1")
    #expect(field("ospf.lsa.donotage", routers, .ethernet) == "0")
    #expect(field("ospf.v2.options", routers, .ethernet) == "0x28")
    #expect(field("ospf.lsa", routers, .ethernet) == "1")
    #expect(field("ospf.lsa.id", routers, .ethernet) == "10.0.34.3")
    #expect(field("ospf.advrouter", routers, .ethernet) == "10.0.34.3")
    #expect(field("ospf.lsa.seqnum", routers, .ethernet) == "0x80000004")
    #expect(field("ospf.lsa.chksum", routers, .ethernet) == "0x51cb")
    #expect(field("ospf.lsa.length", routers, .ethernet) == "48")
    #expect(field("ospf.v2.router.lsa.flags", routers, .ethernet) == "0x13")
    #expect(field("ospf.lsa.number_of_links", routers, .ethernet) == "2")
    #expect(field("ospf.lsa.router.linkid", routers, .ethernet) == "10.0.34.4,10.0.34.0")
    #expect(field("ospf.lsa.router.linkdata", routers, .ethernet) == "10.0.34.3,255.255.255.0")
    #expect(field("ospf.lsa.router.linktype", routers, .ethernet) == "1,3")
    #expect(field("ospf.lsa.router.nummetrics", routers, .ethernet) == "0,0")
    #expect(field("ospf.lsa.router.metric0", routers, .ethernet) == "1,1")
  }

  /// What tshark says of it.
  @Test func readsThird() {
    #expect(protocols(third, .ethernet) == "eth:ethertype:ipv6:ospf")
    #expect(field("ospf.header", third, .ethernet) == "1")
    #expect(field("ospf.version", third, .ethernet) == "3")
    #expect(field("ospf.msg", third, .ethernet) == "1")
    #expect(field("ospf.packet_length", third, .ethernet) == "40")
    #expect(field("ospf.srcrouter", third, .ethernet) == "10.10.10.2")
    #expect(field("ospf.area_id", third, .ethernet) == "0.0.0.0")
    #expect(field("ospf.checksum", third, .ethernet) == "0x07d2")
    #expect(field("ospf.instance_id", third, .ethernet) == "0")
    #expect(field("ospf.hello", third, .ethernet) == "1")
    #expect(field("ospf.hello.interface_id", third, .ethernet) == "2")
    #expect(field("ospf.hello.router_priority", third, .ethernet) == "1")
    #expect(field("ospf.v3.options", third, .ethernet) == "0x000413")
    #expect(field("ospf.hello.hello_interval", third, .ethernet) == "10")
    #expect(field("ospf.hello.router_dead_interval", third, .ethernet) == "40")
    #expect(field("ospf.hello.designated_router", third, .ethernet) == "10.10.10.1")
    #expect(field("ospf.hello.backup_designated_router", third, .ethernet) == "10.10.10.2")
    #expect(field("ospf.hello.active_neighbor", third, .ethernet) == "10.10.10.1")
  }

  /// What tshark says of it.
  @Test func readsTraffic() {
    #expect(protocols(traffic, .null) == "null:ip:ospf")
    #expect(field("ospf.header", traffic, .null) == "1")
    #expect(field("ospf.version", traffic, .null) == "2")
    #expect(field("ospf.msg", traffic, .null) == "4")
    #expect(field("ospf.packet_length", traffic, .null) == "152")
    #expect(field("ospf.srcrouter", traffic, .null) == "10.255.245.35")
    #expect(field("ospf.area_id", traffic, .null) == "0.0.0.0")
    #expect(field("ospf.checksum", traffic, .null) == "0xa98a")
    #expect(field("ospf.auth.type", traffic, .null) == "0")
    #expect(field("ospf.auth.none", traffic, .null) == "0000000000000000")
    #expect(field("ospf.ls.number_of_lsas", traffic, .null) == "1")
    #expect(field("ospf.lsa.age", traffic, .null) == "9")
    #expect(field("ospf.lsa.donotage", traffic, .null) == "0")
    #expect(field("ospf.v2.options", traffic, .null) == "0x02")
    #expect(field("ospf.lsa", traffic, .null) == "10")
    #expect(field("ospf.lsid_opaque_type", traffic, .null) == "1")
    #expect(field("ospf.lsid_te_lsa.reserved", traffic, .null) == "0")
    #expect(field("ospf.lsid_te_lsa.instance", traffic, .null) == "8")
    #expect(field("ospf.advrouter", traffic, .null) == "10.255.245.37")
    #expect(field("ospf.lsa.seqnum", traffic, .null) == "0x80000002")
    #expect(field("ospf.lsa.chksum", traffic, .null) == "0x783e")
    #expect(field("ospf.lsa.length", traffic, .null) == "124")
    #expect(field("ospf.tlv_type", traffic, .null) == "2,1,2,3,4,5,6,7,8,9")
    #expect(field("ospf.tlv_length", traffic, .null) == "100,1,4,4,4,4,4,4,32,4")
    #expect(field("ospf.mpls.linktype", traffic, .null) == "1")
    #expect(field("ospf.mpls.linkid", traffic, .null) == "10.255.245.69")
    #expect(field("ospf.mpls.local_addr", traffic, .null) == "10.9.142.1")
    #expect(field("ospf.mpls.remote_addr", traffic, .null) == "10.9.142.2")
    #expect(field("ospf.mpls.te_metric", traffic, .null) == "63")
    #expect(field("ospf.mpls.linkcolor", traffic, .null) == "0x00000000")
    #expect(field("ospf.lsa.mpls", traffic, .null) == "1")
  }

  /// What tshark says of it.
  @Test func readsLinkLocal() {
    #expect(protocols(linkLocal, .ethernet) == "eth:ethertype:ip:ospf")
    #expect(field("ospf.header", linkLocal, .ethernet) == "1")
    #expect(field("ospf.version", linkLocal, .ethernet) == "2")
    #expect(field("ospf.msg", linkLocal, .ethernet) == "1")
    #expect(field("ospf.packet_length", linkLocal, .ethernet) == "52")
    #expect(field("ospf.srcrouter", linkLocal, .ethernet) == "192.168.255.15")
    #expect(field("ospf.area_id", linkLocal, .ethernet) == "0.0.0.0")
    #expect(field("ospf.checksum", linkLocal, .ethernet) == "0x0000")
    #expect(field("ospf.auth.type", linkLocal, .ethernet) == "2")
    #expect(field("ospf.auth.crypt.key_id", linkLocal, .ethernet) == "1")
    #expect(field("ospf.auth.crypt.data_length", linkLocal, .ethernet) == "16")
    #expect(field("ospf.auth.crypt.seq_nbr", linkLocal, .ethernet) == "1518551314")
    #expect(
      field("ospf.auth.crypt.data", linkLocal, .ethernet) == "91b01c6bd6c7093c11861e76334ba858")
    #expect(field("ospf.hello", linkLocal, .ethernet) == "1")
    #expect(field("ospf.hello.network_mask", linkLocal, .ethernet) == "255.255.255.0")
    #expect(field("ospf.hello.hello_interval", linkLocal, .ethernet) == "10")
    #expect(field("ospf.v2.options", linkLocal, .ethernet) == "0x12")
    #expect(field("ospf.hello.router_priority", linkLocal, .ethernet) == "1")
    #expect(field("ospf.hello.router_dead_interval", linkLocal, .ethernet) == "40")
    #expect(field("ospf.hello.designated_router", linkLocal, .ethernet) == "192.168.121.4")
    #expect(field("ospf.hello.backup_designated_router", linkLocal, .ethernet) == "192.168.121.5")
    #expect(
      field("ospf.hello.active_neighbor", linkLocal, .ethernet) == "192.168.255.11,192.168.255.14")
    #expect(field("ospf.lls.checksum", linkLocal, .ethernet) == "0x0000")
    #expect(field("ospf.lls.data_length", linkLocal, .ethernet) == "36")
    #expect(field("ospf.tlv_type", linkLocal, .ethernet) == "1,2")
    #expect(field("ospf.tlv_length", linkLocal, .ethernet) == "4,20")
    #expect(field("ospf.lls.ext.options", linkLocal, .ethernet) == "0x00000001")
    #expect(field("ospf.lls.ext.options.rs", linkLocal, .ethernet) == "0")
    #expect(field("ospf.lls.ext.options.lr", linkLocal, .ethernet) == "1")
    #expect(field("ospf.v2.lls.sequence_number", linkLocal, .ethernet) == "0x5a834112")
    #expect(
      field("ospf.v2.lls.auth_data", linkLocal, .ethernet) == "62a849db4649604c9fda6c0a9fdf2586")
  }

  @Test func readsEachField() throws {
    let hello = try OSPF(
      decoding: hex("02010030 01010101 00000001 9adf 0000 0000000000000000").span.bytes)
    #expect(hello.version == 2 && hello.kind == .hello && hello.length == 48)
    #expect(hello.routerIdentifier == IPv4Address(1, 1, 1, 1))
    #expect(hello.areaIdentifier == IPv4Address(0, 0, 0, 1))
    #expect(hello.checksum == 0x9adf && hello.authenticationType == 0)
    let third = try OSPF(decoding: hex("03010024 01010101 00000001 9adf 0000").span.bytes)
    #expect(third.headerLength == 16 && third.authenticationType == nil)
  }

  @Test func rejectsEveryCutHeader() {
    #expect(
      refusesEveryCut(
        OSPF.self, hex("02010030 01010101 00000001 9adf 0000 0000000000000000"), headerLength: 24))
    #expect(
      refusesEveryCut(OSPF.self, hex("03010024 01010101 00000001 9adf 0000"), headerLength: 16))
  }

  /// RFC 5340 §A.4.10: a prefix of an intra-area-prefix advertisement.
  @Test func readsPrefixesOfVersion3() {
    let update = ospf3(
      "0304 0040 01010101 00000000 0000 0000 00000001"
        + "0001 2009 00000000 01010101 80000001 0000 002c"
        + "0001 2001 00000000 01010101 40 02 0005 20010db800000001")
    #expect(field("ospf.v3.lsa", update, .rawIP) == "0x2009")
    #expect(field("ospf.v3.address_prefix.ipv6", update, .rawIP) == "2001:db8:0:1::")
    #expect(field("ospf.v3.lsa.num_prefixes", update, .rawIP) == "1")
  }

  /// An advertisement whose length is a lie ends the walk.
  @Test func survivesLies() {
    for length in ["0000", "0013", "ffff"] {
      let update = ospf3(
        "0304 0040 01010101 00000000 0000 0000 ffffffff"
          + "0001 2001 00000000 01010101 80000001 0000 \(length) 0000000000000000")
      #expect(field("ospf.lsa.seqnum", update, .rawIP) == "0x80000001")
      #expect(field("ospf.v3.lsa.type", update, .rawIP) == "")
    }
  }

  private func ospf3(_ digits: String) -> [UInt8] {
    let packet = hex(digits)
    return hex("60000000 00") + [UInt8(packet.count)] + hex("5901 fe80000000000000")
      + hex("0000000000000001 ff020000000000000000000000000005") + packet
  }
}
