import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("DHCPv6 (RFC 8415)")
struct DHCPv6Tests {
  /// Corpus: tcpdump dhcpv6-mud, frame 1: a solicit that a relay agent forwards.
  let relayed = hex(
    """
    0c00200108a810060003022584fffedb2380fe80000000000000ba27ebfffeb853c8000900c60178244b0001
    000e000100011e62770bb827ebb853c80008000200000010003300009f08002d6468637063642d362e31312e
    353a4c696e75782d342e312e31382d76372b3a61726d76376c3a42434d32373039000e00000003000cebb853
    c800000000000000000027000d010b72617370626572727970690070003668747470733a2f2f6d756463746c
    2e6578616d706c652e636f6d2f2e77656c6c2d6b6e6f776e2f6d75642f76312f726173627031303100140000
    0006000c00170018001f0027005200530012000400000008
    """)
  /// Corpus: tcpdump dhcpv6-rfc6355-duid-uuid, frame 1: a renewal of an address.
  let renewal = hex(
    """
    0509f56b000100120004a256e92e40abd0d2a3ab3b3ff2ff89980002000a00030001a021b7e0d8710006000a
    001700180017001800010008000200000003002839e7148400000e1000001518000500182a02278807c804dd
    4a5b39fffee7148400001c2000001d4c
    """)

  @Test func readsEachField() throws {
    let message = try DHCPv6(decoding: renewal.span.bytes)
    #expect(message.messageType == .renew && message.transactionIdentifier == 0x09f56b)
    let packet = datagram(renewal, from: 546, to: 547)
    #expect(protocols(packet, .rawIP) == "raw:ip:udp:dhcpv6")
    #expect(field("dhcpv6.option.type", packet, .rawIP) == "1,2,6,8,3,5")
    #expect(field("dhcpv6.duid.type", packet, .rawIP) == "4,3")
    #expect(field("dhcpv6.duiduuid.bytes", packet, .rawIP) == "a256e92e40abd0d2a3ab3b3ff2ff8998")
    #expect(field("dhcpv6.duidll.link_layer_addr", packet, .rawIP) == "a0:21:b7:e0:d8:71")
    #expect(field("dhcpv6.iaid", packet, .rawIP) == "39e71484")
    #expect(field("dhcpv6.iaaddr.ip", packet, .rawIP) == "2a02:2788:7c8:4dd:4a5b:39ff:fee7:1484")
    #expect(field("dhcpv6.iaaddr.valid_lifetime", packet, .rawIP) == "7500")
    #expect(field("dhcpv6.requested_option_code", packet, .rawIP) == "23,24,23,24,1")
  }

  @Test func readsMessagesInRelayMessages() throws {
    let packet = datagram(relayed, from: 547, to: 547)
    #expect(field("dhcpv6.msgtype", packet, .rawIP) == "12,1")
    #expect(field("dhcpv6.xid", packet, .rawIP) == "0x78244b")
    #expect(field("dhcpv6.linkaddr", packet, .rawIP) == "2001:8a8:1006:3:225:84ff:fedb:2380")
    #expect(field("dhcpv6.option.type", packet, .rawIP) == "9,1,8,16,14,3,39,112,20,6,18")
    #expect(field("dhcpv6.client_domain", packet, .rawIP) == "raspberrypi")
    #expect(field("dhcpv6.duidllt.time", packet, .rawIP) == "Feb 26, 2016 02:38:03.000000000 UTC")
    #expect(field("dhcpv6.clientfqdn.client.s", packet, .rawIP) == "1")
    let copy = DHCPv6.Message(try DHCPv6(decoding: relayed.span.bytes))
    #expect(copy.relay?.hopCount == 0)
    let inner = try #require(copy.relayed)
    #expect(inner.messageType == .solicit && inner.transactionIdentifier == 0x78244b)
    #expect(inner.clientIdentifier?.count == 14)
  }

  @Test func keepsMessages() throws {
    let message = DHCPv6.Message(try DHCPv6(decoding: renewal.span.bytes))
    let address = try #require(message.addresses.first)
    #expect(address.preferred == 7200 && address.valid == 7500)
    #expect(message.serverIdentifier?.count == 10 && message.relayed == nil)
    let json = try JSONEncoder().encode(message)
    #expect(try JSONDecoder().decode(DHCPv6.Message.self, from: json) == message)
  }

  @Test func rejectsCutHeader() {
    #expect(refusesEveryCut(DHCPv6.self, renewal, headerLength: 4))
    #expect(refusesEveryCut(DHCPv6.self, relayed, headerLength: 34))
  }

  @Test func rejectsForbiddenType() {
    #expect(refusal(DHCPv6.self, [0, 1, 2, 3]) == .malformed(DHCPv6.id, field: "msg-type", at: 0))
  }

  @Test(arguments: 4..<104)
  func readsOptionsToTheCut(count: Int) throws {
    let message = DHCPv6.Message(
      try DHCPv6(decoding: renewal.span.bytes.extracting(first: count)))
    #expect(message.options.count == [26, 40, 54, 60, 104].filter { $0 <= count }.count)
  }

  /// Relay messages in relay messages, deeper than anybody relays.
  @Test func boundsDepth() {
    var bytes: [UInt8] = [1, 0, 0, 1]
    for _ in 0..<100 {
      bytes =
        [12, 0] + [UInt8](repeating: 0, count: 32)
        + [0, 9, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xff)] + bytes
    }
    let types = field("dhcpv6.msgtype", datagram(bytes, from: 547, to: 547), .rawIP)
    #expect(types.split(separator: ",").count == 17)
  }

  @Test(arguments: 0..<100)
  func survivesLies(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    var bytes: [UInt8] = [1, 0, 0, 1]
    for _ in 0..<12 {
      let length = UInt8(generator.next() % 60)
      bytes += [0, UInt8(generator.next() % 60), 0, length]
      bytes += (0..<length).map { _ in UInt8(generator.next() % 8) }
    }
    #expect(readEveryField(datagram(bytes, from: 546, to: 547)) > 0)
  }
}
