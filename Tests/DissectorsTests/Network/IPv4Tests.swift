import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("IPv4 (RFC 791)")
struct IPv4Tests {
  /// Corpus: libpcap/tests/filter/gateway_or_not.pcap, frame 1, its start.
  let echo = hex("45000054d2004000400118300a141e290a141e280800 3fac 0007013dfcf6f46800000000")
  /// Corpus: pcapplusplus, ipv4-options.pcap, frame 7: no operation, loose source route.
  let sourceRoute = hex(
    "4700002447a30000400114200a0000060a00008a018307040000000008001f7ad8820003")
  /// Corpus: pcapplusplus, ipv4-options.pcap, frame 5: timestamps with addresses.
  let timestamps = hex(
    """
    4e0000781f850000400102c00a00008a0a00000644241d010a000006042cb0a40a00008a049a7e360a00008a049a7e36
    00000000000000000000a12808b200019594ac581f340a0008090a0b0c0d0e0f
    """)

  @Test func readsEachField() throws {
    let ip = try IPv4(decoding: echo.span.bytes)
    #expect(ip.version == 4 && ip.headerLength == 20 && ip.totalLength == 84)
    #expect(ip.differentiatedServices == 0 && ip.congestionNotification == 0)
    #expect(ip.identification == 0xd200)
    #expect(!ip.reservedFlag && ip.dontFragment && !ip.moreFragments && !ip.isFragment)
    #expect(ip.fragmentOffset == 0 && ip.timeToLive == 64 && ip.protocol == 1)
    #expect(ip.checksum == 0x1830 && ip.isChecksumValid)
    #expect(ip.source == IPv4Address(10, 20, 30, 41))
    #expect(ip.destination == IPv4Address(10, 20, 30, 40))
    #expect(ip.optionBytes.byteCount == 0)
    #expect(ip.next == .bound(.ipProtocol(1)))
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(IPv4.self, echo, headerLength: 20))
    #expect(refusesEveryCut(IPv4.self, timestamps, headerLength: 56))
  }

  @Test func clipsCutPayload() throws {
    for count in 20...echo.count {
      let ip = try IPv4(decoding: echo.span.bytes.slice(from: 0, count: count))
      #expect(ip.payload.byteCount == count - 20)
      #expect(ip.wireByteCount == 84)
    }
  }

  @Test func leavesOutWhatFollowsTheTotalLength() throws {
    let padded = sourceRoute + [0, 0, 0]
    let ip = try IPv4(decoding: padded.span.bytes)
    #expect(ip.bytes.byteCount == 36)
    #expect(ip.payload.byteCount == 8)
  }

  @Test func takesAllForATotalLengthOfZero() throws {
    var bytes = echo
    (bytes[2], bytes[3]) = (0, 0)
    let ip = try IPv4(decoding: bytes.span.bytes)
    #expect(ip.payload.byteCount == echo.count - 20)
    #expect(ip.wireByteCount == nil)
  }

  @Test(arguments: [0x35, 0x55, 0x65, 0x05])
  func rejectsOtherVersions(first: UInt8) {
    var bytes = echo
    bytes[0] = first
    #expect(refusal(IPv4.self, bytes) == .malformed(IPv4.id, field: "Version", at: 0))
  }

  @Test(arguments: 0x40...0x44)
  func rejectsShortHeaderLengths(first: Int) {
    var bytes = echo
    bytes[0] = UInt8(first)
    #expect(refusal(IPv4.self, bytes) == .malformed(IPv4.id, field: "IHL", at: 0))
  }

  @Test(arguments: 1...19)
  func rejectsTotalLengthsBelowTheHeader(length: UInt8) {
    var bytes = echo
    (bytes[2], bytes[3]) = (0, length)
    #expect(refusal(IPv4.self, bytes) == .malformed(IPv4.id, field: "Total Length", at: 2))
    let headers = Headers(bytes.span.bytes, linkType: .rawIP)
    #expect(headers.layout.network == .none, "the fused pass refuses it too")
  }

  @Test func laterFragmentHoldsData() throws {
    var bytes = echo
    (bytes[6], bytes[7]) = (0x20, 0xb9)
    let ip = try IPv4(decoding: bytes.span.bytes)
    #expect(ip.fragmentOffset == 1480 && ip.moreFragments && ip.isFragment)
    #expect(ip.next == .data)
    #expect(protocols(bytes, .rawIP) == "raw:ip:data")
  }

  @Test func walksOptions() throws {
    let ip = try IPv4(decoding: sourceRoute.span.bytes)
    var options = ip.options
    let first = options.next()?.kind
    #expect(first == .noOperation)
    guard let route = options.next() else {
      Issue.record("no route")
      return
    }
    #expect(route.kind == .looseSourceRoute && route.kind.isCopied)
    #expect(route.pointer == 4 && route.addressCount == 1)
    #expect(route.address(at: 0) == IPv4Address(0, 0, 0, 0))
    let hasMore = options.next() != nil
    #expect(!hasMore)
  }

  @Test func namesTheFinalDestinationOfASourceRoute() {
    #expect(field("ip.dst", sourceRoute, .rawIP) == "0.0.0.0")
    #expect(field("ip.cur_rt", sourceRoute, .rawIP) == "10.0.0.138")
    #expect(field("ip.opt.type", sourceRoute, .rawIP) == "1,131")
  }

  @Test func readsTimestampOption() {
    #expect(field("ip.opt.time_stamp_addr", timestamps, .rawIP).hasPrefix("10.0.0.6,10.0.0.138"))
    #expect(field("ip.opt.ptr", timestamps, .rawIP) == "29")
    #expect(field("ip.opt.flag", timestamps, .rawIP) == "0x01")
  }

  /// A length of 0 or 1, or one beyond the header, ends the options.
  @Test(arguments: [0, 1, 200])
  func stopsAtForbiddenOptionLengths(length: UInt8) throws {
    var bytes = sourceRoute
    bytes[22] = length
    let ip = try IPv4(decoding: bytes.span.bytes)
    var options = ip.options
    var count = 0
    while options.next() != nil { count += 1 }
    #expect(count == 1)
  }

  @Test func keepsAHeader() throws {
    let header = IPv4.Header(try IPv4(decoding: sourceRoute.span.bytes))
    #expect(header.destination == IPv4Address(10, 0, 0, 138))
    #expect(header.options == hex("0183070400000000"))
    let copy = try JSONDecoder().decode(
      IPv4.Header.self, from: JSONEncoder().encode(header))
    #expect(copy == header)
  }
}
