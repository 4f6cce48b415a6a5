import Dissectors
import PacketCore
import Testing

@Suite("LLDP (IEEE 802.1AB)")
struct LLDPTests {
  /// Corpus: tcpdump/lldp_mudurl.pcap, frame 1.
  let announcement = hex(
    """
    0180c200000e002354c2570288cc020704002354c25702040703002354c25702060200780a1c7570737461697273
    2e6f66636f75727365696d72696768742e636f6d0c5c5562756e74752031342e30342e35204c5453204c696e7578
    20332e31332e302d3130362d67656e6572696320233135332d5562756e747520534d502054756520446563203620
    31353a34353a313320555443203230313620693638360e04009c0008100c05013e0cad7202000000020010181102
    200108a810060004022354fffec25702020000000200080465746830fe0900120f030100000000fe0900120f0103
    ecc30010fe4000005e0168747470733a2f2f696d72696768742e6d75642e6578616d706c652e636f6d2f2e77656c
    6c2d6b6e6f776e2f6d75642f76312f766f6d697476322e300000
    """)
  /// Corpus: tcpdump/dcb_qcn.pcap, frame 6.
  let priorities = hex(
    """
    0180c200000e0800270df13c88cc0207040800270df13c0407030800270df13c06020078fe060080c2010001fe07
    0080c202020000fe0e0080c20300010764656661756c74fe0d0080c204080000424203000000fe060080c2082000
    fe050080c20c00000000000000000000
    """)

  /// What tshark says of it.
  @Test func readsAnnouncement() {
    #expect(protocols(announcement, .ethernet) == "eth:ethertype:lldp")
    #expect(field("lldp.tlv.type", announcement, .ethernet) == "1,2,3,5,6,7,8,8,4,127,127,127,0")
    #expect(field("lldp.tlv.len", announcement, .ethernet) == "7,7,2,28,92,4,12,24,4,9,9,64,0")
    #expect(field("lldp.chassis.subtype", announcement, .ethernet) == "4")
    #expect(field("lldp.chassis.id.mac", announcement, .ethernet) == "00:23:54:c2:57:02")
    #expect(field("lldp.port.subtype", announcement, .ethernet) == "3")
    #expect(field("lldp.port.id.mac", announcement, .ethernet) == "00:23:54:c2:57:02")
    #expect(field("lldp.time_to_live", announcement, .ethernet) == "120")
    #expect(
      field("lldp.tlv.system.name", announcement, .ethernet) == "upstairs.ofcourseimright.com")
    #expect(field("lldp.tlv.system_cap", announcement, .ethernet) == "0x009c")
    #expect(field("lldp.tlv.enable_system_cap", announcement, .ethernet) == "0x0008")
    #expect(field("lldp.mgn.address.len", announcement, .ethernet) == "5,17")
    #expect(field("lldp.mgn.address.subtype", announcement, .ethernet) == "1,2")
    #expect(field("lldp.mgn.addr.ip4", announcement, .ethernet) == "62.12.173.114")
    #expect(field("lldp.mgn.interface.subtype", announcement, .ethernet) == "2,2")
    #expect(field("lldp.mgn.interface.number", announcement, .ethernet) == "2,2")
    #expect(field("lldp.mgn.obj.len", announcement, .ethernet) == "0,0")
    #expect(
      field("lldp.mgn.addr.ip6", announcement, .ethernet) == "2001:8a8:1006:4:223:54ff:fec2:5702")
    #expect(field("lldp.port.desc", announcement, .ethernet) == "eth0")
    #expect(field("lldp.orgtlv.oui", announcement, .ethernet) == "4623,4623,94")
    #expect(field("lldp.ieee.802_3.subtype", announcement, .ethernet) == "0x03,0x01")
    #expect(field("lldp.ieee.802_3.aggregation_status", announcement, .ethernet) == "0x01")
    #expect(field("lldp.ieee.802_3.aggregation_status.cap", announcement, .ethernet) == "1")
    #expect(field("lldp.ieee.802_3.aggregation_status.enabled", announcement, .ethernet) == "0")
    #expect(field("lldp.ieee.802_3.aggregated_port_id", announcement, .ethernet) == "0")
    #expect(field("lldp.ieee.802_3.mac_phy_auto_neg_status", announcement, .ethernet) == "0x03")
    #expect(
      field("lldp.ieee.802_3.mac_phy_auto_neg_status.supported", announcement, .ethernet) == "1")
    #expect(
      field("lldp.ieee.802_3.mac_phy_auto_neg_status.enabled", announcement, .ethernet) == "1")
    #expect(
      field("lldp.ieee.802_3.pmd_auto_neg_advertised_caps", announcement, .ethernet) == "0xecc3")
    #expect(field("lldp.ieee.802_3.pmd_mau_type", announcement, .ethernet) == "0x0010")
    #expect(field("lldp.iana.subtype", announcement, .ethernet) == "0x01")
    #expect(
      field("lldp.iana.mudurl", announcement, .ethernet)
        == "https://imright.mud.example.com/.well-known/mud/v1/vomitv2.0")
  }

  /// What tshark says of it.
  @Test func readsPriorities() {
    #expect(protocols(priorities, .ethernet) == "eth:ethertype:lldp")
    #expect(field("lldp.tlv.type", priorities, .ethernet) == "1,2,3,127,127,127,127,127,127,0")
    #expect(field("lldp.tlv.len", priorities, .ethernet) == "7,7,2,6,7,14,13,6,5,0")
    #expect(field("lldp.chassis.subtype", priorities, .ethernet) == "4")
    #expect(field("lldp.chassis.id.mac", priorities, .ethernet) == "08:00:27:0d:f1:3c")
    #expect(field("lldp.port.subtype", priorities, .ethernet) == "3")
    #expect(field("lldp.port.id.mac", priorities, .ethernet) == "08:00:27:0d:f1:3c")
    #expect(field("lldp.time_to_live", priorities, .ethernet) == "120")
    #expect(
      field("lldp.orgtlv.oui", priorities, .ethernet) == "32962,32962,32962,32962,32962,32962")
    #expect(
      field("lldp.ieee.802_1.subtype", priorities, .ethernet) == "0x01,0x02,0x03,0x04,0x08,0x0c")
    #expect(field("lldp.ieee.802_1.port_vlan.id", priorities, .ethernet) == "1")
    #expect(field("lldp.ieee.802_1.port_and_vlan_id_flag", priorities, .ethernet) == "0x02")
    #expect(field("lldp.ieee.802_1.port_and_vlan_id_flag.supported", priorities, .ethernet) == "1")
    #expect(field("lldp.ieee.802_1.port_and_vlan_id_flag.enabled", priorities, .ethernet) == "0")
    #expect(field("lldp.ieee.802_1.port_proto_vlan.id", priorities, .ethernet) == "0")
    #expect(field("lldp.ieee.802_1.vlan.id", priorities, .ethernet) == "1")
    #expect(field("lldp.ieee.802_1.vlan.name_len", priorities, .ethernet) == "7")
    #expect(field("lldp.ieee.802_1.vlan.name", priorities, .ethernet) == "default")
    #expect(field("lldp.ieee.802_1.proto.id_length", priorities, .ethernet) == "8")
    #expect(field("lldp.ieee.802_1.proto.id", priorities, .ethernet) == "0000424203000000")
    #expect(field("lldp.dcbx.ieee.app.reserved", priorities, .ethernet) == "0x00")
  }

  @Test func readsEachField() throws {
    let unit = try LLDP(decoding: announcement.span.bytes.slice(from: 14))
    #expect(unit.timeToLive == 120)
    #expect(unit.systemName == "upstairs.ofcourseimright.com")
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(LLDP.self, Array(announcement[14...]), headerLength: 2))
  }

  /// A value whose length is a lie ends the walk.
  @Test func stopsAtAValueThatIsCut() throws {
    for count in 2..<announcement.count - 14 {
      let unit = try LLDP(decoding: announcement.span.bytes.slice(from: 14, count: count))
      var values = unit.values
      while let value = values.next() { #expect(value.range.upperBound <= count) }
    }
  }

  /// The longest component of an object identifier is no reason to trap.
  @Test func survivesALongObjectIdentifier() {
    let value = hex("05 01 0a000001 02 00000001 0b ffffffffffffffffffff7f")
    let unit = announcement[..<14] + [0x10, UInt8(value.count)] + value + [0, 0]
    #expect(field("lldp.mgn.addr.ip4", Array(unit), .ethernet) == "10.0.0.1")
    #expect(field("lldp.mgn.obj.id", Array(unit), .ethernet) != "")
  }
}
