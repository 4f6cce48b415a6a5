import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("DHCP (RFC 2131, RFC 2132)")
struct DHCPv4Tests {
  /// A message with these fields before the names, names of zeros, and options.
  static func message(_ start: String, options: String) -> [UInt8] {
    let head = hex(start)
    return head + [UInt8](repeating: 0, count: 236 - head.count) + hex("63825363") + hex(options)
  }

  /// Corpus: joy dhcp, frame 1 without its padding: a discover.
  static let discover = message(
    "01010600 89d92613 0000 0000 00000000 00000000 00000000 00000000 08002783f442",
    options: """
      350101 32040a00020f 0c0a7079746861676f726173 3712011c02030f06770c2c2f1a792a79f921fc2a ff
      """)

  @Test func readsEachField() throws {
    let message = try DHCPv4(decoding: Self.discover.span.bytes)
    #expect(message.operation == .request && message.hardwareType == 1)
    #expect(message.hardwareAddressLength == 6 && message.hops == 0)
    #expect(message.transactionIdentifier == 0x89d9_2613 && message.seconds == 0)
    #expect(message.isBroadcast == false && message.hasOptions == true)
    #expect(message.clientAddress == IPv4Address(0, 0, 0, 0))
    #expect(message.hardwareAddress.copied() == [8, 0, 0x27, 0x83, 0xf4, 0x42])
    #expect(message.messageType == .discover)
  }

  @Test(arguments: [
    ("dhcp.type", "1"), ("dhcp.hw.mac_addr", "08:00:27:83:f4:42"),
    ("dhcp.hw.addr_padding", "00000000000000000000"), ("dhcp.cookie", "99.130.83.99"),
    ("dhcp.option.type", "53,50,12,55,0"), ("dhcp.option.length", "1,4,10,18"),
    ("dhcp.option.dhcp", "1"), ("dhcp.option.requested_ip_address", "10.0.2.15"),
    ("dhcp.option.hostname", "pythagoras"), ("dhcp.option.end", "255"),
    ("dhcp.option.request_list_item", "1,28,2,3,15,6,119,12,44,47,26,121,42,121,249,33,252,42"),
    ("dhcp.bootp", ""), ("dhcp.server", ""),
  ])
  func printsFieldsAsTsharkDoes(name: String, value: String) {
    let packet = datagram(Self.discover, from: 68, to: 67)
    #expect(field(name, packet, .rawIP) == value)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(DHCPv4.self, Self.discover, headerLength: 236))
  }

  @Test func rejectsForbiddenOperation() {
    var bytes = Self.discover
    bytes[0] = 3
    #expect(refusal(DHCPv4.self, bytes) == .malformed(DHCPv4.id, field: "op", at: 0))
  }

  @Test(arguments: 236..<240)
  func leavesOutOptionsThatAreCut(count: Int) throws {
    let message = try DHCPv4(decoding: Self.discover.span.bytes.extracting(first: count))
    #expect(message.hasOptions == false)
    #expect(message.messageType == nil)
  }

  @Test(arguments: 240..<287)
  func readsOptionsToTheCut(count: Int) throws {
    let message = try DHCPv4(decoding: Self.discover.span.bytes.extracting(first: count))
    let copy = DHCPv4.Message(message)
    #expect(copy.options.count == [243, 249, 261, 281].filter { $0 <= count }.count)
  }

  /// Corpus: suricata-verify dhcp-option-52-overload-both: options in the fields for names.
  @Test func readsOverloadedFields() throws {
    var bytes = Self.message(
      "01010600 ac2effff 0000 0000 00000000 00000000 00000000 00000000 00006c82dc4e",
      options: "350101 3902024e 340103 380750616464696e67 00 3d070100006c82dc4e ff")
    bytes.replaceSubrange(44..<67, with: hex("3814") + Array("sname field overload".utf8) + [255])
    bytes.replaceSubrange(
      108..<135, with: hex("3818") + Array("file name field overload".utf8) + [255])
    let packet = datagram(bytes, from: 68, to: 67)
    #expect(
      field("dhcp.option.message", packet, .rawIP)
        == "sname field overload,file name field overload,Padding")
    #expect(field("dhcp.option.type", packet, .rawIP) == "53,57,52,56,0,56,0,56,0,61,0")
    #expect(field("dhcp.option.end", packet, .rawIP) == "255,255,255")
    #expect(field("dhcp.server", packet, .rawIP) == "")
    let message = DHCPv4.Message(try DHCPv4(decoding: bytes.span.bytes))
    #expect(message.serverName == "" && message.bootFile == "")
    #expect(message.text(.message) == "sname field overloadfile name field overloadPadding")
  }

  @Test func readsRelayAgents() {
    let bytes = Self.message(
      "02010600", options: "350102 5212 0106 000401020304 0208 0006aabbccddeeff ff")
    let packet = datagram(bytes, from: 67, to: 68)
    let prefix = "dhcp.option.agent_information_option"
    #expect(field("\(prefix).suboption", packet, .rawIP) == "1,2")
    #expect(field("\(prefix).agent_circuit_id", packet, .rawIP) == "000401020304")
    #expect(field("\(prefix).agent_remote_id", packet, .rawIP) == "0006aabbccddeeff")
  }

  @Test func readsIdentities() {
    let bytes = Self.message(
      "01010600",
      options: """
        3d13 ff 00000001 0001 0001 1e62770b b827ebb853c8
        5110 04 00 00 04686f7374 066578616d706c 00
        7707 0161 0162 00 c000 ff
        """)
    let packet = datagram(bytes, from: 68, to: 67)
    #expect(field("dhcp.client_id.duid_type", packet, .rawIP) == "1")
    #expect(field("dhcp.client_id.link_layer_address", packet, .rawIP) == "b8:27:eb:b8:53:c8")
    #expect(field("dhcp.fqdn.e", packet, .rawIP) == "1")
    #expect(field("dhcp.fqdn.name", packet, .rawIP) == "host.exampl")
    #expect(field("dhcp.option.dhcp_dns_domain_search_list_fqdn", packet, .rawIP) == "a.b,a.b")
  }

  @Test func keepsMessages() throws {
    let message = DHCPv4.Message(try DHCPv4(decoding: Self.discover.span.bytes))
    #expect(message.messageType == .discover && message.hostName == "pythagoras")
    #expect(message.requestedAddress == IPv4Address(10, 0, 2, 15))
    #expect(message.parameterRequestList.first == .subnetMask)
    #expect(message.leaseTime == nil && message.routers.isEmpty)
    let json = try JSONEncoder().encode(message)
    #expect(try JSONDecoder().decode(DHCPv4.Message.self, from: json) == message)
  }

  @Test(arguments: 0..<100)
  func survivesLies(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    var bytes = Self.message("01010600", options: "340103")
    for index in 44..<236 { bytes[index] = UInt8(truncatingIfNeeded: generator.next()) & 0x7f }
    bytes += (0..<120).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    #expect(readEveryField(datagram(bytes, from: 68, to: 67)) > 0)
  }
}
