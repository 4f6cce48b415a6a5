import Dissectors
import PacketCore
import Testing

@Suite("IGMP (RFC 9776)")
struct IGMPTests {
  /// Corpus: pcapplusplus, igmpv3_report2.pcap, frame 1.
  let report = hex(
    """
    2200bf14000000050300000401010101 0c22384e584d42372c21160bffffffff 0400000201030507 0d1839441f2a4b56
    01000001e0000009c0a814de0200000304030201010203040b16212c6fde212c0500000202040608 0d1839441f2a4b56
    """)
  /// Corpus: pcapplusplus, igmpv3_query2.pcap, frame 1.
  let query = hex("11016d1ae000000b0f0000050a141e28c0a814de64c8ffff010203040b16212c")
  /// Corpus: tcpdump/IGMP_V2.pcap, frame 1.
  let oldQuery = hex("1164ee9b00000000")

  func packet(_ message: [UInt8]) -> [UInt8] {
    hex("4500") + [0, UInt8(20 + message.count)] + hex("00010000 0102 0000 0a000001 e0000001")
      + message
  }

  @Test func readsEachField() throws {
    let igmp = try IGMP(decoding: oldQuery.span.bytes)
    #expect(igmp.kind == .membershipQuery && igmp.maximumResponseCode == 100)
    #expect(igmp.checksum == 0xee9b && igmp.version == 2)
    #expect(igmp.groupAddress == IPv4Address(0, 0, 0, 0))
    #expect(field("igmp.max_resp", packet(oldQuery), .rawIP) == "100")
    #expect(field("igmp.checksum.status", packet(oldQuery), .rawIP) == "1")
    let long = try IGMP(decoding: query.span.bytes)
    #expect(long.version == 3 && long.groupAddress == IPv4Address(224, 0, 0, 11))
    #expect(field("igmp.saddr", packet(query), .rawIP).hasPrefix("10.20.30.40,192.168.20.222"))
    #expect(field("igmp.s", packet(query), .rawIP) == "1")
    let first = try IGMP(decoding: hex("1100 0000 00000000").span.bytes)
    #expect(first.version == 1)
  }

  @Test func rejectsEveryCutHeader() {
    #expect(refusesEveryCut(IGMP.self, oldQuery, headerLength: 8))
    #expect(refusesEveryCut(RGMP.self, hex("ff0000ff00000000"), headerLength: 8))
  }

  @Test func walksGroupRecords() throws {
    let igmp = try IGMP(decoding: report.span.bytes)
    #expect(igmp.groupAddress == nil)
    var records = igmp.groupRecords
    var types: [UInt8] = []
    var sources: [IPv4Address] = []
    while let record = records.next() {
      types.append(record.recordType)
      for index in 0..<record.sourceCount { sources.append(record.source(at: index)) }
    }
    #expect(types == [3, 4, 1, 2, 5])
    #expect(sources.count == 12 && sources.first == IPv4Address(12, 34, 56, 78))
    #expect(field("igmp.num_grp_recs", packet(report), .rawIP) == "5")
  }

  /// A record that tells more sources than there are ends the walk.
  @Test func clipsCutRecords() throws {
    for count in 8...report.count {
      let igmp = try IGMP(decoding: report.span.bytes.slice(from: 0, count: count))
      var records = igmp.groupRecords
      var total = 0
      while let record = records.next() { total += 8 + 4 * record.sourceCount }
      #expect(total <= count - 8)
    }
  }

  @Test func otherProtocolsOfTheNumberAreLayersOfTheirOwn() {
    let hello = packet(hex("ff0000ff00000000"))
    #expect(protocols(hello, .rawIP) == "raw:ip:igmp:rgmp")
    #expect(field("igmp.type", hello, .rawIP) == "")
    #expect(field("rgmp.type", hello, .rawIP) == "0xff")
    #expect(protocols(packet(hex("1301 0000 00000000")), .rawIP) == "raw:ip:igmp:data")
  }
}
