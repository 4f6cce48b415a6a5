import Dissectors
import Foundation
import PacketCore
import Testing

@Suite("DNS: records")
struct DNSRecordTests {
  /// A response whose one answer, of `a.example`, has this data.
  static func response(_ type: DNS.RecordType, _ data: String) -> [UInt8] {
    let data = hex(data)
    return hex("0001 8400 0000 0001 0000 0000 0161076578616d706c6500")
      + [UInt8(type.rawValue >> 8), UInt8(type.rawValue & 0xff)] + hex("0001 0000003c")
      + [UInt8(data.count >> 8), UInt8(data.count & 0xff)] + data
  }

  private func data(_ type: DNS.RecordType, _ text: String) throws -> DNS.RecordData {
    let message = try DNS.Message(decoding: Self.response(type, text).span.bytes)
    return try #require(message.answers.first).data
  }

  private func value(_ name: String, _ type: DNS.RecordType, _ text: String) -> String {
    field(name, datagram(Self.response(type, text), from: 53, to: 4000), .rawIP)
  }

  /// `example`, by a pointer.
  static let pointer = "c00e"

  @Test func readsAddressesAndNames() throws {
    #expect(try data(.a, "c0000201") == .a(IPv4Address(192, 0, 2, 1)))
    #expect(
      try data(.aaaa, "20010db8000000000000000000000001")
        == .aaaa(#require(IPv6Address("2001:db8::1"))))
    #expect(try data(.ns, "026e73" + Self.pointer) == .ns("ns.example"))
    #expect(try data(.cname, Self.pointer) == .cname("example"))
    #expect(try data(.dname, Self.pointer) == .dname("example"))
    #expect(try data(.ptr, "00") == .ptr(.root))
  }

  @Test func readsSOA() throws {
    let text =
      "026e73\(Self.pointer) 04686f7374\(Self.pointer) 00000001 00000e10 00000258 00093a80 0000003c"
    guard case .soa(let soa) = try data(.soa, text) else {
      Issue.record("no SOA")
      return
    }
    #expect(soa.primaryServer == "ns.example" && soa.mailbox == "host.example" && soa.serial == 1)
    #expect(soa.refresh == 3600 && soa.retry == 600 && soa.expire == 604_800 && soa.minimum == 60)
    #expect(value("dns.soa.rname", .soa, text) == "host.example")
    #expect(value("dns.soa.expire_limit", .soa, text) == "604800")
  }

  @Test func readsTexts() throws {
    #expect(try data(.txt, "03616263 00 0178") == .txt(["abc", "", "x"]))
    #expect(value("dns.txt", .txt, "03616263 00 0178") == "abc,,x")
    #expect(value("dns.txt.length", .txt, "03616263 00 0178") == "3,0,1")
    #expect(try data(.hinfo, "03506373 024f53") == .hinfo(cpu: "Pcs", os: "OS"))
    // A string that is longer than the record.
    #expect(try data(.txt, "0461") == .unknown([4, 0x61]))
    #expect(value("dns.txt", .txt, "0461") == "")
  }

  @Test func readsServices() throws {
    let srv = "0001 0002 01bb \(Self.pointer)"
    #expect(value("dns.srv.target", .srv, srv) == "example")
    #expect(value("dns.srv.port", .srv, srv) == "443")
    #expect(value("dns.srv.service", .srv, srv) == "a")
    let naptr = "000a 0014 0153 075349502b443255 00 \(Self.pointer)"
    #expect(value("dns.naptr.service", .naptr, naptr) == "SIP+D2U")
    #expect(value("dns.naptr.regex_length", .naptr, naptr) == "0")
    #expect(value("dns.naptr.replacement", .naptr, naptr) == "example")
    guard case .naptr(let rule) = try data(.naptr, naptr) else {
      Issue.record("no NAPTR")
      return
    }
    #expect(rule.order == 10 && rule.preference == 20 && rule.flags == "S")
    #expect(rule.services == "SIP+D2U" && rule.replacement == "example")
  }

  @Test func readsServiceBindings() throws {
    let https =
      "0001 00 0001 0006 026832 026833 0003 0002 01bb 0004 0008 c0000201 c0000202 0005 0001 ff"
    guard case .svcb(let binding) = try data(.https, https) else {
      Issue.record("no HTTPS")
      return
    }
    #expect(binding.priority == 1 && binding.target.isRoot && binding.port == 443)
    #expect(binding.applicationProtocols == ["h2", "h3"])
    #expect(binding[.encryptedClientHello] == [0xff])
    #expect(value("dns.svcb.svcparam.alpn", .https, https) == "h2,h3")
    #expect(value("dns.svcb.svcparam.ipv4hint.ip", .https, https) == "192.0.2.1,192.0.2.2")
    #expect(value("dns.svcb.svcparam.key", .https, https) == "1,3,4,5")
  }

  @Test func readsAuthorization() throws {
    let caa = "80 05 6973737565 63612e6578616d706c65"
    #expect(value("dns.caa.issue", .caa, caa) == "ca.example")
    #expect(value("dns.caa.flags.issuer_critical", .caa, caa) == "1")
    guard case .caa(let authorization) = try data(.caa, caa) else {
      Issue.record("no CAA")
      return
    }
    #expect(
      authorization.isCritical && authorization.tag == "issue"
        && authorization.value == "ca.example")
    let uri = "0001 0002 68747470733a2f2f61"
    guard case .uri(let target) = try data(.uri, uri) else {
      Issue.record("no URI")
      return
    }
    #expect(target.target == "https://a")
  }

  @Test func readsSignatures() throws {
    let rrsig = "0001 0d 02 00000e10 67957b00 676dee80 3039 \(Self.pointer) deadbeef"
    guard case .rrsig(let signature) = try data(.rrsig, rrsig) else {
      Issue.record("no RRSIG")
      return
    }
    #expect(
      signature.typeCovered == .a && signature.keyTag == 12345 && signature.signer == "example")
    #expect(signature.signature == [0xde, 0xad, 0xbe, 0xef])
    #expect(value("dns.rrsig.signature", .rrsig, rrsig) == "deadbeef")
    #expect(
      value("dns.rrsig.signature_expiration", .rrsig, rrsig)
        == "Jan 26, 2025 00:00:00.000000000 UTC")
  }

  @Test func readsKeys() throws {
    // RFC 4034 §5.4: the key of which the DS record's tag is 60485.
    let key = Data(
      base64Encoded:
        "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw=="
    )
    let bytes = [1, 0, 3, 5] + Array(try #require(key))
    let text = bytes.map { String(format: "%02x", $0) }.joined()
    #expect(value("dns.dnskey.key_id", .dnskey, text) == "60485")
    #expect(value("dns.ds.key_id", .ds, "ec45 05 01 2bb183") == "0xec45")
    #expect(value("dns.sshfp.fingerprint", .sshfp, "01 01 198c34a9") == "198c34a9")
    #expect(value("dns.tlsa.matching_type", .tlsa, "03 01 01 aabb") == "1")
    #expect(try data(.tlsa, "030101") != .unknown([3, 1, 1]))
  }

  @Test func readsDenials() throws {
    // RFC 5155 appendix B.1.
    let nsec3 =
      "01 01 000c 04 aabbccdd 14 174eb2409fe28bcb4887a1836f957f0a8425e27b 0007 222100000002 90"
    #expect(value("dns.nsec3.hash_value", .nsec3, nsec3) == "2t7b4g4vsa5smi47k61mv5bv1a22bojr")
    #expect(value("dns.nsec3.salt_value", .nsec3, nsec3) == "aabbccdd")
    #expect(value("dns.nsec3.flags.opt_out", .nsec3, nsec3) == "1")
    guard case .nsec(let next, let types) = try data(.nsec, "\(Self.pointer) 0006 400000000003")
    else {
      Issue.record("no NSEC")
      return
    }
    #expect(next == "example" && types == [.a, .rrsig, .nsec])
  }

  @Test func readsLocations() throws {
    guard case .loc(let place) = try data(.loc, "00 33 16 13 89172dd0 70be15f0 00989680") else {
      Issue.record("no LOC")
      return
    }
    #expect(place.latitude == 0x8917_2dd0 && place.altitudeInMetres == 0)
    #expect(place.latitudeInDegrees > 42 && place.longitudeInDegrees < -71)
    #expect(try data(.loc, "01 33 16 13 89172dd0 70be15f0 00989680") != .loc(place))
  }

  @Test func readsOptions() throws {
    let message = try DNS.Message(
      decoding: hex(
        """
        0001 8003 0000 0000 0000 0001 00 0029 04d0 01008000 0033
        0008 0007 0001 18 00 c00002  000b 0002 04d2  000c 0003 000000  000f 0005 0009 616263
        0003 0002 aabb  000a 0008 0102030405060708
        """
      ).span.bytes)
    let extensions = try #require(message.extensions)
    #expect(extensions.datagramSize == 1232 && extensions.dnssecOK && extensions.version == 0)
    #expect(message.responseCode.rawValue == 0x13)
    #expect(
      extensions.options == [
        .clientSubnet(family: 1, sourcePrefix: 24, scopePrefix: 0, address: [192, 0, 2]),
        .tcpKeepalive(1234), .padding([0, 0, 0]), .extendedError(code: 9, text: "abc"),
        .other(.nameServerIdentifier, [0xaa, 0xbb]),
        .cookie(client: [1, 2, 3, 4, 5, 6, 7, 8], server: []),
      ])
  }

  @Test func keepsUnknownTypes() throws {
    #expect(try data(DNS.RecordType(rawValue: 65280), "0102") == .unknown([1, 2]))
    #expect(DNS.RecordType(rawValue: 65280).description == "TYPE65280")
    #expect(value("dns.data", DNS.RecordType(rawValue: 65280), "0102") == "0102")
  }

  /// Lengths that lie: every field is read without a trap, and nothing beyond the message.
  @Test(arguments: 0..<300)
  func survivesLies(seed: UInt64) throws {
    var generator = SplitMix(seed: seed)
    let types = Array(1...UInt16(65)) + [99, 104, 105, 106, 107, 249, 250, 256, 257, 65281, 65282]
    var bytes = hex("0001 8400 0001 0008 0008 0008 0161076578616d706c6500 0001 0001")
    for _ in 0..<6 {
      let type = types[Int(generator.next() % UInt64(types.count))]
      let length = UInt8(generator.next() % 40)
      bytes +=
        hex("c00c") + [UInt8(type >> 8), UInt8(type & 0xff)] + hex("0001 00000001 00") + [length]
      bytes += (0..<length).map { _ in
        UInt8(generator.next() % 4 == 0 ? 0xc0 : generator.next() & 0x1f)
      }
    }
    let message = try DNS.Message(decoding: bytes.span.bytes)
    #expect(message.questions.count == 1)
    let json = try JSONEncoder().encode(message)
    #expect(try JSONDecoder().decode(DNS.Message.self, from: json) == message)
    readEveryField(datagram(bytes, from: 53, to: 9))
    readEveryField(datagram(Array(bytes.dropLast(20)), from: 53, to: 9))
  }
}
