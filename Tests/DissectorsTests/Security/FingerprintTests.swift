import Dissectors
import PacketCore
import Testing

@Suite("Fingerprints")
struct FingerprintTests {
  /// The hello of FoxIO's example for JA4.
  static let published: TLS.ClientHello? = {
    let body = ClientHelloBuilder(
      suites: [
        0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014,
        0x009c, 0x009d, 0x002f, 0x0035, 0x0a0a,
      ],
      extensions: [
        (0x1a1a, []), (0x001b, []), (0x0000, hex("0006 00 0003 612e62")), (0x0033, []),
        (0x0010, hex("000c 02 6832 08 687474702f312e31")), (0x4469, []), (0x0017, []),
        (0x002d, []), (0x000d, hex("0010 0403 0804 0401 0503 0805 0501 0806 0601")),
        (0x0005, []), (0x0023, []), (0x0012, []), (0x002b, hex("06 0a0a 0304 0303")),
        (0xff01, []), (0x000b, []), (0x000a, []), (0x0015, []),
      ]
    ).body
    return try? TLS.ClientHello(decoding: body.span.bytes)
  }()

  @Test func makesTheTextOfJA3() throws {
    let helloBytes = TLSTests.clientHello
    let tls = try TLS(decoding: helloBytes.span.bytes)
    let found = tls.clientHello
    let hello = try #require(found)
    let text =
      "771,49195-49199-49162-49161-49171-49172-51-57-47-53-10,0-65281-10-11-35-13172-16-5-13,"
      + "23-24-25,0"
    // tshark 4.0.17 says the same of the corpus' capture.
    #expect(hello.ja3Text == text)
    let packet = segment(TLSTests.clientHello, from: 60830, to: 443)
    #expect(field("tls.handshake.ja3_full", packet, .rawIP) == text)
    let server = segment(TLSTests.serverFlight, from: 443, to: 1)
    #expect(field("tls.handshake.ja3s_full", server, .rawIP) == "771,49195,65281-16-11")
  }

  @Test func makesTheStartOfJA4() throws {
    let hello = try #require(Self.published)
    #expect(hello.ja4Prefix(transport: "t") == "t13d1516h2")
    #expect(hello.ja4Prefix(transport: "q") == "q13d1516h2")
  }

  @Test func makesTheTextOfHASSH() throws {
    let offerBytes = SSHTests.offer
    let ssh = try SSH(decoding: offerBytes.span.bytes)
    let found = ssh.keyExchangeInit
    let offer = try #require(found)
    #expect(
      offer.hasshText
        == "curve25519-sha256,ecdh-sha2-nistp256;aes128-ctr,aes256-ctr;hmac-sha2-256;none")
    #expect(
      offer.hasshServerText
        == "curve25519-sha256,ecdh-sha2-nistp256;aes256-ctr;hmac-sha1;none,zlib@openssh.com")
  }

  @Test func hashesAsPublished() throws {
    let helloBytes = TLSTests.clientHello
    let tls = try TLS(decoding: helloBytes.span.bytes)
    let found = tls.clientHello
    let hello = try #require(found)
    #expect(hello.ja3 == "07b4162d4db57554961824a21c4a0fde")
    let answerBytes = TLSTests.serverFlight
    let server = try TLS(decoding: answerBytes.span.bytes)
    let answer = server.serverHello
    #expect(answer?.ja3s == "554786d4c84f8a7953b7e453c6371067")
    let published = try #require(Self.published)
    #expect(published.ja4() == "t13d1516h2_8daaf6152771_e5627efa2ab1")
  }

  /// The first example of salesforce/ja3.
  @Test func hashesTheFirstExampleOfJA3() throws {
    let body = ClientHelloBuilder(
      version: [3, 1],
      suites: [47, 53, 5, 10, 49161, 49162, 49171, 49172, 50, 56, 19, 4],
      extensions: [(0, []), (10, hex("0006 0017 0018 0019")), (11, hex("01 00"))]
    ).body
    let hello = try TLS.ClientHello(decoding: body.span.bytes)
    #expect(
      hello.ja3Text
        == "769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0")
    #expect(hello.ja3 == "ada70206e40642a3e4461f35503241d5")
  }
}

/// Lays out the body of a client's hello.
struct ClientHelloBuilder {
  var version: [UInt8] = [3, 3]
  var suites: [UInt16]
  var extensions: [(type: UInt16, data: [UInt8])]

  var body: [UInt8] {
    func bytes(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xff)] }
    let list = extensions.flatMap { bytes(Int($0.type)) + bytes($0.data.count) + $0.data }
    return version + [UInt8](repeating: 5, count: 32) + [0] + bytes(suites.count * 2)
      + suites.flatMap { bytes(Int($0)) } + [1, 0] + bytes(list.count) + list
  }
}
