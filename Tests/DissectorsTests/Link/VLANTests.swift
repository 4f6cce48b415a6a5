import Dissectors
import PacketCore
import Testing

@Suite("VLAN tags (IEEE 802.1Q)")
struct VLANTests {
  /// Corpus: dnscap/vlan11.pcap, frame 10.
  let tagged = hex(
    """
    56847afe97990242ac11000a8100000b080600010800060400010242ac11000aac11000a000000000000ac112a01
    """)
  /// Corpus: arkime/pcap/arkime_synthetic.pcap, frame 513.
  let stacked = hex(
    """
    66778899aabc00112233445688a800c88100012c08004500002500010000400162690a0502640a05020108001e3d0000
    000071696e712074657374
    """)
  /// Corpus: zeek/Traces/pbb.pcap, frame 5, its start.
  let backbone = hex(
    """
    02cccc003cff02cccc003aff81000fd388e7001ebb4410604b7dba7510604b7f2d2781000fb408004500003443204000
    8006affd0ac7f90b0ac7f90cc1c1c1088044b7b600000000800220008caa0000020405b40103030201010402
    """)

  @Test func readsEachField() throws {
    let bytes = hex("b064 0800 45")
    let header = try VLAN(decoding: bytes.span.bytes)
    #expect(header.tag.priority == 5 && header.tag.isDropEligible && header.tag.identifier == 100)
    #expect(header.etherType == 0x0800)
    #expect(header.next == .bound(.etherType(0x0800)))
    let service = try ServiceTag(decoding: bytes.span.bytes)
    #expect(service.tag == header.tag && service.next == header.next)
  }

  @Test func readsRealTags() throws {
    #expect(protocols(tagged, .ethernet) == "eth:ethertype:vlan:ethertype:arp")
    #expect(field("vlan.id", tagged, .ethernet) == "11")
    #expect(
      protocols(stacked, .ethernet).hasPrefix(
        "eth:ethertype:ieee8021ad:ethertype:vlan:ethertype:ip"))
    #expect(field("ieee8021ad.id", stacked, .ethernet) == "200")
    #expect(field("vlan.id", stacked, .ethernet) == "300")
    let packet = Packet(bytes: stacked, linkType: .ethernet, timestamp: Timestamp(seconds: 0))
    #expect(packet.vlans.map(\.identifier) == [200, 300])
  }

  @Test func readsServiceInstances() throws {
    let names = "eth:ethertype:vlan:ethertype:ieee8021ah:ethertype:vlan:ethertype:ip:tcp"
    #expect(protocols(backbone, .ethernet) == names)
    #expect(field("ieee8021ah.isid", backbone, .ethernet) == "2014020")
    #expect(field("ieee8021ah.cdst", backbone, .ethernet) == "10:60:4b:7d:ba:75")
    let header = try BackboneServiceTag(decoding: backbone.span.bytes.slice(from: 18))
    #expect(header.priority == 0 && !header.isDropEligible && !header.usesNoCustomerAddresses)
    #expect(header.customerSource == MACAddress(0x10, 0x60, 0x4b, 0x7f, 0x2d, 0x27))
    #expect(header.etherType == 0x8100)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(VLAN.self, hex("00648100"), headerLength: 4))
    #expect(refusesEveryCut(ServiceTag.self, hex("00648100"), headerLength: 4))
    #expect(refusesEveryCut(BackboneServiceTag.self, Array(backbone[18...]), headerLength: 18))
  }

  @Test func clipsCutPayload() throws {
    let long = try VLAN(decoding: hex("0064 0005 4242 03").span.bytes)
    #expect(long.length == 5 && long.payload.byteCount == 3)
    let padded = try VLAN(decoding: hex("0064 0003 424203 0000").span.bytes)
    #expect(padded.payload.byteCount == 3)
  }

  @Test("follows any number of tags, also of the numbers that came before the standard's")
  func followsManyTags() {
    let ip = hex("0800 4500001c000100004001f97d7f0000017f000001 0800f7ff00000000")
    let tags = (1...20).flatMap { [0x81, 0x00, 0, UInt8($0)] } + hex("9100 0015 9200 0016")
    let frame = hex("0180c2000000 001906eab88c") + tags + ip
    #expect(field("vlan.id", frame, .ethernet).hasSuffix("19,20,21,22"))
    #expect(field("ip.dst", frame, .ethernet) == "127.0.0.1")
  }
}
