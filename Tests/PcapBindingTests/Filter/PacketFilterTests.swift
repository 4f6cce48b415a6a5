import Foundation
import PacketCore
import PcapBinding
import Testing

@Suite("Packet filters")
struct PacketFilterTests {
  /// Ethernet, IPv4 10.0.0.1 to 10.0.0.2, UDP port 4000 to 53.
  let query: [UInt8] =
    [0x02, 0, 0, 0, 0, 2, 0x02, 0, 0, 0, 0, 1, 0x08, 0x00]
    + [0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]
    + [0x0f, 0xa0, 0, 53, 0, 8, 0, 0]

  @Test func decidesByTheBytes() throws {
    let packet = Packet(bytes: query)
    #expect(try PacketFilter("udp port 53").matches(packet))
    #expect(try PacketFilter("").matches(packet))
    #expect(try !PacketFilter("tcp").matches(packet))
    #expect(try PacketFilter("udp", snapLength: 96).result(packet.bytes) == 96)
  }

  /// `len` is the length on the wire, and a load past what was captured ends in no match.
  @Test func knowsBothLengths() throws {
    let cut = Packet(bytes: Array(query.prefix(20)), originalLength: 1500)
    #expect(try PacketFilter("len > 1000").matches(cut))
    #expect(try !PacketFilter("udp port 53").matches(cut))
    #expect(try !PacketFilter("not udp port 53").matches(cut))
    #expect(try !PacketFilter("ip").matches(Packet(bytes: [])))
  }

  @Test func saysWhatDoesNotCompile() {
    let error = #expect(throws: CaptureError.self) { try PacketFilter("tcp portt 1") }
    #expect(error?.code == .badFilter)
    #expect(error?.message.contains("syntax error") == true)
    #expect(throws: CaptureError.self) { try PacketFilter("tcp\0 or udp") }
    #expect(throws: CaptureError.self) { try PacketFilter("type mgt") }
    #expect(throws: CaptureError.self) {
      try PacketFilter("ip", linkType: LinkType(rawValue: 65000))
    }
  }

  /// The same expression serves packets of other link types.
  @Test func followsThePacketsLinkType() throws {
    let filter = try PacketFilter("udp port 53")
    let raw = Packet(bytes: Array(query.dropFirst(14)), linkType: LinkType(rawValue: 101))
    #expect(filter.matches(raw))
    #expect(!filter.matches(Packet(bytes: query, linkType: LinkType(rawValue: 65000))))
  }

  /// A loopback header is an address family as the capturing machine stored it.
  @Test(arguments: [
    [2, 0, 0, 0], [0, 0, 0, 2],
  ])
  func readsLoopbackHeadersOfBothByteOrders(header: [UInt8]) throws {
    let packet = Packet(bytes: header + query.dropFirst(14), linkType: .null)
    #expect(try PacketFilter("udp port 53", linkType: .null).matches(packet))
    #expect(try PacketFilter("udp port 53").matches(packet))
    #expect(try !PacketFilter("ip6", linkType: .null).matches(packet))
  }

  /// IPv6 has another number on each system.
  @Test(arguments: [24, 28, 30] as [UInt8])
  func readsLoopbackHeadersOfOtherSystems(family: UInt8) throws {
    let packet = Packet(
      bytes: [family, 0, 0, 0, 0x60] + Array(repeating: 0, count: 39), linkType: .null)
    #expect(try PacketFilter("ip6", linkType: .null).matches(packet))
    #expect(try !PacketFilter("ip", linkType: .null).matches(packet))
  }

  @Test func listsItsInstructions() throws {
    let filter = try PacketFilter("ip", snapLength: 100)
    #expect(
      filter.listing == """
        (000) ldh      [12]
        (001) jeq      #0x800           jt 2\tjf 3
        (002) ret      #100
        (003) ret      #0
        """)
    #expect(filter.instructions.count == 4)
    #expect(filter.expression == "ip" && filter.description == filter.listing)
    let long = try PacketFilter("len >= 100", optimizes: false)
    #expect(long.instructions.count > (try PacketFilter("len >= 100")).instructions.count)
  }

  @Test func isMadeOfInstructions() throws {
    let model = try PacketFilter("udp port 53")
    let filter = try PacketFilter(instructions: model.instructions)
    #expect(filter.matches(Packet(bytes: query)))
    #expect(filter.expression == nil)
    #expect(filter.instructions == model.instructions)
    for expression in ["tcp port 80 or udp", "tcp[((tcp[12]&0xf0)>>2):4] = 1", "len / 3 % 7 = 2"] {
      for optimizes in [true, false] {
        let compiled = try PacketFilter(expression, optimizes: optimizes)
        _ = try PacketFilter(instructions: compiled.instructions)
      }
    }
  }

  /// A program that could run past its end or for ever is refused.
  @Test(arguments: [
    [],
    [PacketFilter.Instruction(code: 0x00, operand: 1)],
    [PacketFilter.Instruction(code: 0x05, operand: 7), .init(code: 0x06)],
    [PacketFilter.Instruction(code: 0x05, operand: .max), .init(code: 0x06)],
    [PacketFilter.Instruction(code: 0xffff), .init(code: 0x06)],
    [PacketFilter.Instruction(code: 0x34), .init(code: 0x06)],
    [PacketFilter.Instruction(code: 0x60, operand: 16), .init(code: 0x06)],
  ])
  func refusesInvalidInstructions(instructions: [PacketFilter.Instruction]) {
    let error = #expect(throws: CaptureError.self) {
      try PacketFilter(instructions: instructions)
    }
    #expect(error?.code == .badFilter)
  }

  /// `protochain` is a loop, of which only libpcap knows that it ends.
  @Test func refusesLoops() throws {
    let loop = try PacketFilter("ip protochain 6").instructions
    #expect(throws: CaptureError.self) { try PacketFilter(instructions: loop) }
  }

  /// Threads may compile and match at once.
  @Test func compilesOnManyThreads() async throws {
    let packet = Packet(bytes: query)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for port in 1...200 {
        group.addTask { try PacketFilter("udp port \(port)").matches(packet) == (port == 53) }
      }
      for try await agrees in group { #expect(agrees) }
    }
  }

  @Test func broadcastNeedsTheNetmask() throws {
    var broadcast = query
    broadcast[33] = 255
    let packet = Packet(bytes: broadcast)
    let filter = try PacketFilter("ip broadcast", netmask: IPv4Address(255, 255, 255, 0))
    #expect(filter.matches(packet))
    #expect(!filter.matches(Packet(bytes: query)))
    #expect(throws: CaptureError.self) { try PacketFilter("ip broadcast") }
  }
}
