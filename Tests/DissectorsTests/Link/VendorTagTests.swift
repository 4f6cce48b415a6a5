import Dissectors
import PacketCore
import Testing

@Suite("Tags of vendors, and of port extenders")
struct VendorTagTests {
  /// Corpus: mercury/unit_tests/pcaps/tls_sgt.pcap, frame 1, its start.
  let group = hex(
    """
    242a04601b9e74a2e6259ac089090101000100020800450001e95ff840003d068e570a010196406401c5999001bba016
    """)
  /// Corpus: zeek/Traces/vntag_vlan_sandwich_clean.pcap, frame 1, its start.
  let interface = hex(
    """
    000000000002000000000001810000fa892600000033810000fa08004500003c000040003a0682480a0a0a010a0a0a02
    """)
  /// Corpus: suricata-verify decode-etag-01, frame 1, its start.
  let extender = hex(
    """
    005056adbc900081c4932c78893f100000d3000008004500002861cb400071063552347 27c6ac0a8012e01bbcd56c0f7
    """)
  /// Corpus: tcpdump/arista_ether.pcap, frame 1, its start.
  let timed = hex(
    "00000000000100112233445 5d28b000100105ceeed57384f59c8080045000052000000 00403f4dac0a880120")

  @Test func readsEachField() throws {
    let metadata = try CiscoMetaData(decoding: group.span.bytes.slice(from: 14))
    #expect(metadata.version == 1 && metadata.options == 1 && metadata.securityGroup == 2)
    #expect(metadata.etherType == 0x0800)
    let tag = try VNTag(decoding: interface.span.bytes.slice(from: 18))
    #expect(tag.sourceInterface == 51 && tag.destinationInterface == 0 && tag.isFromBridge == false)
    let extension8021BR = try ExtensionTag(decoding: extender.span.bytes.slice(from: 14))
    #expect(extension8021BR.channel == 0xd3 && extension8021BR.ingressChannel == 0)
    #expect(extension8021BR.isDropEligible && extension8021BR.priority == 0)
    #expect(extension8021BR.group == 0 && extension8021BR.etherType == 0x0800)
    let time = try AristaTimestamp(decoding: timed.span.bytes.slice(from: 14))
    #expect(time.seconds == 1_559_162_199 && time.nanoseconds == 944_724_424)
    let short = try AristaTimestamp(decoding: hex("00010020 0005 00000007 0800").span.bytes)
    #expect(short.seconds == 5 && short.nanoseconds == 7 && short.etherType == 0x0800)
  }

  @Test func findsWhatFollows() {
    #expect(protocols(group, .ethernet).hasPrefix("eth:ethertype:cmd:ethertype:ip"))
    #expect(
      protocols(interface, .ethernet).hasPrefix(
        "eth:ethertype:vlan:ethertype:vntag:ethertype:vlan:ethertype:ip"))
    #expect(protocols(extender, .ethernet).hasPrefix("eth:ethertype:etag:ethertype:ip"))
    #expect(protocols(timed, .ethernet).hasPrefix("eth:ethertype:avsp:ethertype:ip"))
    #expect(field("cmd.sgt", group, .ethernet) == "2")
    #expect(field("vntag.src", interface, .ethernet) == "51")
    #expect(field("etag.ecid_base", extender, .ethernet) == "0x00d3")
    #expect(field("avsp.64ns", timed, .ethernet) == "944724424")
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(CiscoMetaData.self, Array(group[14...]), headerLength: 8))
    #expect(refusesEveryCut(VNTag.self, Array(interface[18...]), headerLength: 6))
    #expect(refusesEveryCut(ExtensionTag.self, Array(extender[14...]), headerLength: 8))
    #expect(refusesEveryCut(AristaTimestamp.self, Array(timed[14...]), headerLength: 14))
  }

  @Test func clipsCutPayload() throws {
    let metadata = try CiscoMetaData(decoding: group.span.bytes.slice(from: 14, count: 9))
    #expect(metadata.payload.copied() == [0x45])
  }

  /// Corpus: tcpdump arista_ether, frame 2 has this version.
  @Test func leavesWhatFollowsOtherVersions() throws {
    var other = timed
    other[17] = 0x11
    #expect(protocols(other, .ethernet) == "eth:ethertype:avsp")
    #expect(field("avsp.ts.unknown_version", other, .ethernet) != "")
    #expect(field("avsp.64sec", other, .ethernet) + field("avsp.etype", other, .ethernet) == "")
    #expect(field("avsp.ver", other, .ethernet) == "0x0011")
  }

  @Test func rejectsOtherSubtypes() {
    let refused = refusal(AristaTimestamp.self, hex("0002001000000000000000000800"))
    #expect(refused == .malformed(AristaTimestamp.id, field: "Subtype", at: 0))
  }
}
