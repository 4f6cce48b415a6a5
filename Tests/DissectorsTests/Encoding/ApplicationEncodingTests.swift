import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("Encoding: DNS, DHCPv4, NTP, RADIUS")
struct ApplicationEncodingTests {
  /// A generator of random parts, the same each time.
  struct Maker {
    var generator: SplitMix

    mutating func number<T: FixedWidthInteger & UnsignedInteger>() -> T {
      T(truncatingIfNeeded: generator.next())
    }
    mutating func count(_ limit: Int) -> Int { Int(generator.next() % UInt64(limit)) }
    mutating func bytes(_ limit: Int) -> [UInt8] { (0..<count(limit)).map { _ in number() } }
    mutating func name() -> DNS.Name {
      let labels = ["www", "example", "com", "a", "b", "ns1", #"\000\."#, "_tcp", "MixedCase"]
      let text = (0..<count(5)).map { _ in labels[count(labels.count)] }.joined(separator: ".")
      return DNS.Name(text.isEmpty ? "." : text) ?? .root
    }
    mutating func string() -> DNS.CharacterString { DNS.CharacterString(bytes: bytes(256)) }
    mutating func types() -> [DNS.RecordType] {
      Set((0..<count(6)).map { _ in number() as UInt16 }).sorted()
        .map { DNS.RecordType(rawValue: $0) }
    }
  }

  private func encoded(_ message: DNS.Message, isFramed: Bool = false) throws -> [UInt8] {
    var writer = ByteWriter()
    try message.encode(into: &writer, isFramed: isFramed)
    return writer.bytes
  }

  @Test(arguments: 0..<200)
  func dnsMessagesComeBack(seed: UInt64) throws {
    var maker = Maker(generator: SplitMix(seed: seed))
    var message = DNS.Message(id: maker.number(), flags: DNS.Flags(rawValue: maker.number()))
    for _ in 0..<maker.count(3) {
      message.questions.append(
        DNS.Question(name: maker.name(), type: DNS.RecordType(rawValue: maker.number())))
    }
    for _ in 0..<maker.count(8) { message.answers.append(Self.record(&maker)) }
    for _ in 0..<maker.count(4) { message.authorities.append(Self.record(&maker)) }
    for _ in 0..<maker.count(4) { message.additionals.append(Self.record(&maker)) }
    let bytes = try encoded(message)
    #expect(try DNS.Message(decoding: bytes.span.bytes) == message)
    let framed = try encoded(message, isFramed: true)
    #expect(framed == [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xff)] + bytes)
  }

  private static func record(_ maker: inout Maker) -> DNS.Record {
    let (type, data) = recordData(&maker)
    return DNS.Record(
      name: maker.name(), type: type, recordClass: DNS.RecordClass(rawValue: maker.number()),
      timeToLive: maker.number(), data: data)
  }

  private static func recordData(_ maker: inout Maker) -> (DNS.RecordType, DNS.RecordData) {
    switch maker.count(18) {
    case 0: (.a, .a(IPv4Address(rawValue: maker.number())))
    case 1: (.aaaa, .aaaa(IPv6Address(high: maker.number(), low: maker.number())))
    case 2: (.ns, .ns(maker.name()))
    case 3: (.dname, .dname(maker.name()))
    case 4:
      (
        .soa,
        .soa(
          DNS.SOA(
            primaryServer: maker.name(), mailbox: maker.name(), serial: maker.number(),
            refresh: maker.number(), retry: maker.number(), expire: maker.number(),
            minimum: maker.number()))
      )
    case 5: (.mx, .mx(DNS.MX(preference: maker.number(), exchange: maker.name())))
    case 6: (.txt, .txt((0..<maker.count(4)).map { _ in maker.string() }))
    case 7: (.hinfo, .hinfo(cpu: maker.string(), os: maker.string()))
    case 8:
      (
        .srv,
        .srv(
          DNS.SRV(
            priority: maker.number(), weight: maker.number(), port: maker.number(),
            target: maker.name()))
      )
    case 9:
      (
        .naptr,
        .naptr(
          DNS.NAPTR(
            order: maker.number(), preference: maker.number(), flags: "S", services: maker.string(),
            regularExpression: "", replacement: maker.name()))
      )
    case 10: (.caa, .caa(DNS.CAA(flags: maker.number(), tag: "issue", value: "ca.example")))
    case 11: (.uri, .uri(DNS.URI(priority: 1, weight: maker.number(), target: "https://a/")))
    case 12: (.nsec, .nsec(next: maker.name(), types: maker.types()))
    case 13:
      (
        .nsec3,
        .nsec3(
          DNS.NSEC3(
            parameters: DNS.NSEC3Parameters(
              algorithm: 1, flags: maker.number(), iterations: maker.number(),
              salt: maker.bytes(30)), nextHash: maker.bytes(40), types: maker.types()))
      )
    case 14:
      (
        .https,
        .svcb(
          DNS.ServiceBinding(
            priority: maker.number(), target: maker.name(),
            parameters: [
              DNS.ServiceBinding.Parameter(key: .port, value: [1, 187]),
              DNS.ServiceBinding.Parameter(key: .encryptedClientHello, value: maker.bytes(60)),
            ]))
      )
    case 15:
      (
        .rrsig,
        .rrsig(
          DNS.RRSIG(
            typeCovered: .a, algorithm: 13, labels: 2, originalTimeToLive: maker.number(),
            expiration: maker.number(), inception: maker.number(), keyTag: maker.number(),
            signer: maker.name(), signature: maker.bytes(100)))
      )
    case 16:
      (
        .opt,
        .opt([
          .clientSubnet(family: 1, sourcePrefix: 24, scopePrefix: 0, address: [192, 0, 2]),
          .cookie(client: [1, 2, 3, 4, 5, 6, 7, 8], server: maker.bytes(30)),
          .extendedError(code: maker.number(), text: "why"), .tcpKeepalive(nil),
          .tcpKeepalive(maker.number()), .padding(maker.bytes(20)),
          .other(.nameServerIdentifier, maker.bytes(20)),
        ])
      )
    default: (DNS.RecordType(rawValue: 65280), .unknown(maker.bytes(100)))
    }
  }

  @Test func dnsCompressesNames() throws {
    var message = DNS.Message(id: 1, flags: DNS.Flags(rawValue: 0x8180))
    message.questions = [DNS.Question(name: "www.example.com", type: .cname)]
    message.answers = [
      DNS.Record(name: "www.example.com", type: .cname, timeToLive: 60, data: .cname("example.com"))
    ]
    let bytes = try encoded(message)
    #expect(
      bytes
        == hex(
          """
          0001 8180 0001 0001 0000 0000 03777777076578616d706c6503636f6d00 0005 0001
          c00c 0005 0001 0000003c 0002 c010
          """))
  }

  @Test func dnsRefusesWhatDoesNotFit() {
    var message = DNS.Message(id: 1, flags: DNS.Flags(rawValue: 0))
    let long = DNS.CharacterString(bytes: [UInt8](repeating: 0, count: 256))
    message.answers = [DNS.Record(name: .root, type: .txt, timeToLive: 0, data: .txt([long]))]
    #expect(throws: EncodeError(protocolID: DNS.id, field: "character-string")) {
      try encoded(message)
    }
    message.answers[0].data = .unknown([UInt8](repeating: 0, count: 65536))
    #expect(throws: EncodeError(protocolID: DNS.id, field: "RDLENGTH")) { try encoded(message) }
  }

  @Test(arguments: 0..<100)
  func dhcpMessagesComeBack(seed: UInt64) throws {
    var maker = Maker(generator: SplitMix(seed: seed))
    var message = DHCPv4.Message(operation: .reply, transactionIdentifier: maker.number())
    message.hops = maker.number()
    message.seconds = maker.number()
    message.flags = maker.number()
    message.yourAddress = IPv4Address(rawValue: maker.number())
    message.hardwareAddress = maker.bytes(17)
    message.serverName = "boot.example"
    message.bootFile = maker.count(2) == 0 ? "" : "image"
    for code in [53, 51, 54, 12, 60, 43] as [UInt8] {
      message[DHCPv4.OptionCode(rawValue: code)] = maker.bytes(600)
    }
    message[.overload] = nil
    var writer = ByteWriter()
    try message.encode(into: &writer)
    let bytes = writer.bytes
    #expect(DHCPv4.Message(try DHCPv4(decoding: bytes.span.bytes)) == message)
  }

  @Test func dhcpEncodesWhatItDecoded() throws {
    let discover = DHCPv4Tests.discover
    let message = DHCPv4.Message(try DHCPv4(decoding: discover.span.bytes))
    var writer = ByteWriter()
    try message.encode(into: &writer)
    #expect(writer.bytes == DHCPv4Tests.discover)
    var padded = ByteWriter()
    try message.encode(into: &padded, minimumLength: 300)
    #expect(padded.count == 300)
    var bootp = message
    bootp.options = []
    var plain = ByteWriter()
    try bootp.encode(into: &plain)
    #expect(plain.count == 300)
    let bytes = plain.bytes
    #expect(DHCPv4.Message(try DHCPv4(decoding: bytes.span.bytes)) == bootp)
  }

  @Test(arguments: 0..<50)
  func ntpPacketsComeBack(seed: UInt64) throws {
    var maker = Maker(generator: SplitMix(seed: seed))
    var packet = NTP.Packet(mode: .server)
    packet.leapIndicator = maker.number() & 3
    packet.stratum = maker.number()
    packet.poll = Int8(bitPattern: maker.number())
    packet.precision = Int8(bitPattern: maker.number())
    packet.rootDelay = NTP.Interval(rawValue: maker.number())
    packet.referenceIdentifier = maker.number()
    packet.transmitTime = NTP.Time(rawValue: maker.number())
    packet.trailer = maker.bytes(60)
    var writer = ByteWriter()
    packet.encode(into: &writer)
    let bytes = writer.bytes
    #expect(NTP.Packet(try NTP(decoding: bytes.span.bytes)) == packet)
  }

  @Test(arguments: 0..<50)
  func radiusPacketsComeBack(seed: UInt64) throws {
    var maker = Maker(generator: SplitMix(seed: seed))
    var packet = RADIUS.Packet(
      code: .accessAccept, identifier: maker.number(),
      authenticator: (0..<16).map { _ in maker.number() })
    for _ in 0..<maker.count(10) {
      packet.attributes.append(
        RADIUS.Packet.Attribute(
          type: RADIUS.AttributeType(rawValue: maker.number()), value: maker.bytes(254)))
    }
    var writer = ByteWriter()
    try packet.encode(into: &writer)
    let bytes = writer.bytes
    let view = try RADIUS(decoding: bytes.span.bytes)
    #expect(RADIUS.Packet(view) == packet)
  }

  @Test func radiusRefusesWhatDoesNotFit() {
    var packet = RADIUS.Packet(code: .accessAccept, identifier: 1, authenticator: [1])
    var writer = ByteWriter()
    #expect(throws: EncodeError(protocolID: RADIUS.id, field: "Authenticator")) {
      try packet.encode(into: &writer)
    }
    packet.authenticator = [UInt8](repeating: 0, count: 16)
    packet.attributes = [.init(type: .state, value: [UInt8](repeating: 0, count: 254))]
    #expect(throws: EncodeError(protocolID: RADIUS.id, field: "Attribute")) {
      try packet.encode(into: &writer)
    }
  }
}
