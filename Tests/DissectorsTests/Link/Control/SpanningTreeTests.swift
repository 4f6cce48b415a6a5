import Dissectors
import PacketCore
import Testing

@Suite("Spanning tree (IEEE 802.1Q §14)")
struct SpanningTreeTests {
  /// Corpus: pcapplusplus/Packet++Test/PacketExamples/Stp.pcap, frame 3.
  let multiple = hex(
    """
    0180c2000000001aa197d1850079424203000003027c8000000c305dd100000000008000000c305dd10080050000
    140002000f00000050000000000000000000000000000000000000000000000000000000000000000000000055bf
    4e8a44b25d442868549c1bf7720f00030d408000001aa197d180137c8005000c305dd10000030d40808013
    """)
  /// Corpus: pcapplusplus/Packet++Test/PacketExamples/EthDot3.pcap, frame 1.
  let configuration = hex(
    """
    0180c20000000013f7115edb0026424203000000000000000013f71edff00000271080000013f7115ec0801b0100
    140002000f000000000000000000
    """)

  /// What tshark says of it.
  @Test func readsMultiple() {
    #expect(protocols(multiple, .ethernet) == "eth:llc:stp")
    #expect(field("stp.protocol", multiple, .ethernet) == "0x0000")
    #expect(field("stp.version", multiple, .ethernet) == "3")
    #expect(field("stp.type", multiple, .ethernet) == "0x02")
    #expect(field("stp.flags", multiple, .ethernet) == "0x7c")
    #expect(field("stp.flags.port_role", multiple, .ethernet) == "3,3")
    #expect(field("stp.root.cost", multiple, .ethernet) == "0")
    #expect(field("stp.port", multiple, .ethernet) == "0x8005")
    #expect(field("stp.msg_age", multiple, .ethernet) == "0")
    #expect(field("stp.max_age", multiple, .ethernet) == "20")
    #expect(field("stp.hello", multiple, .ethernet) == "2")
    #expect(field("stp.forward", multiple, .ethernet) == "15")
    #expect(field("stp.version_1_length", multiple, .ethernet) == "0")
    #expect(field("mstp.version_3_length", multiple, .ethernet) == "80")
    #expect(field("mstp.config_format_selector", multiple, .ethernet) == "0")
    #expect(field("mstp.config_name", multiple, .ethernet) == "")
    #expect(field("mstp.config_revision_level", multiple, .ethernet) == "0")
    #expect(field("mstp.config_digest", multiple, .ethernet) == "55bf4e8a44b25d442868549c1bf7720f")
    #expect(field("mstp.cist_internal_root_path_cost", multiple, .ethernet) == "200000")
    #expect(field("mstp.cist_remaining_hops", multiple, .ethernet) == "19")
    #expect(field("mstp.msti.flags", multiple, .ethernet) == "0x7c")
    #expect(field("mstp.msti.priority", multiple, .ethernet) == "0x08")
    #expect(field("mstp.msti.msti_id", multiple, .ethernet) == "5")
    #expect(field("mstp.msti.root.hw", multiple, .ethernet) == "00:0c:30:5d:d1:00")
    #expect(field("mstp.msti.root_cost", multiple, .ethernet) == "200000")
    #expect(field("mstp.msti.bridge_priority", multiple, .ethernet) == "8")
    #expect(field("mstp.msti.port_priority", multiple, .ethernet) == "8")
    #expect(field("mstp.msti.remaining_hops", multiple, .ethernet) == "19")
  }

  /// What tshark says of it.
  @Test func readsConfiguration() {
    #expect(protocols(configuration, .ethernet) == "eth:llc:stp")
    #expect(field("stp.protocol", configuration, .ethernet) == "0x0000")
    #expect(field("stp.version", configuration, .ethernet) == "0")
    #expect(field("stp.type", configuration, .ethernet) == "0x00")
    #expect(field("stp.flags", configuration, .ethernet) == "0x00")
    #expect(field("stp.root.cost", configuration, .ethernet) == "10000")
    #expect(field("stp.port", configuration, .ethernet) == "0x801b")
    #expect(field("stp.msg_age", configuration, .ethernet) == "1")
    #expect(field("stp.max_age", configuration, .ethernet) == "20")
    #expect(field("stp.hello", configuration, .ethernet) == "2")
    #expect(field("stp.forward", configuration, .ethernet) == "15")
  }

  @Test func readsEachField() throws {
    let unit = try SpanningTree(decoding: configuration.span.bytes.slice(from: 17))
    #expect(unit.version == 0 && unit.kind == .configuration)
    #expect(unit.rootBridge.priority == 0 && unit.rootPathCost == 10000)
    #expect(unit.bridge.priority == 32768 && unit.portIdentifier == 0x801b)
    #expect(unit.messageAge == 256 && unit.helloTime == 512 && unit.forwardDelay == 15 * 256)
  }

  @Test func rejectsEveryCutHeader() {
    #expect(
      refusesEveryCut(SpanningTree.self, Array(configuration[17...]), headerLength: 4))
  }

  /// A topology change notification has nothing but its type.
  @Test func aNotificationHasNoTree() {
    let notification = Array(configuration[..<17]) + hex("0000 00 80")
    #expect(field("stp.type", notification, .ethernet) == "0x80")
    #expect(field("stp.root.hw", notification, .ethernet) == "")
  }

  /// A length of the MST part beyond the unit's end adds no instances.
  @Test func instancesEndWithTheUnit() {
    var lying = multiple
    lying[17 + 36] = 0xff
    #expect(field("mstp.msti.msti_id", lying, .ethernet) == "5")
  }
}
