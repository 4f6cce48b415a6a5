import Dissectors
import PacketCore
import Testing

@Suite("X.509 (RFC 5280)")
struct X509Tests {
  /// Corpus: arkime_synthetic, a certificate of its TLS (its key and signature are zeros).
  static let certificate = hex(
    """
    308202023082016aa00302010202023039300d06092a864886f70d01010b0500302e3110300e06035504030c07546573
    74204341311a3018060355040a0c1154657374204f7267616e697a6174696f6e301e170d323530313031303030303030
    5a170d3236303130313030303030305a304a311a301806035504030c1163657274732e6578616d706c652e636f6d3114
    3012060355040a0c0b4578616d706c6520496e6331163014060355040b0c0d4954204465706172746d656e7430820094
    300d06092a864886f70d0101010500038200810000000000000000000000000000000000000000000000000000000000
    000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
    000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
    00000000a31c301a30180603551d110411300f820d2a2e6578616d706c652e636f6d300d06092a864886f70d01010b05
    000382008100000000000000000000000000000000000000000000000000000000000000000000000000000000000000
    000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
    0000000000000000000000000000000000000000000000000000000000000000000000000000
    """)

  /// The certificate in the handshake's message for it, in a record.
  static let record: [UInt8] = {
    func length(_ count: Int) -> [UInt8] { [0, UInt8(count >> 8), UInt8(count & 0xff)] }
    let list = length(certificate.count) + certificate
    let message = [11] + length(list.count + 3) + length(list.count) + list
    return [22, 3, 3, UInt8(message.count >> 8), UInt8(message.count & 0xff)] + message
  }()

  @Test func readsACertificate() throws {
    let tls = try TLS(decoding: Self.record.span.bytes)
    let certificates = tls.certificates
    let certificate = try #require(certificates.first)
    #expect(certificate.version == 3 && certificate.serialNumber == [0x30, 0x39])
    #expect(certificate.subject.commonName == "certs.example.com")
    #expect(certificate.issuer.description == "O=Test Organization,CN=Test CA")
    #expect(certificate.notBefore == Timestamp(seconds: 1_735_689_600))
    #expect(certificate.notAfter == Timestamp(seconds: 1_767_225_600))
    #expect(certificate.keyAlgorithm.description == "1.2.840.113549.1.1.1")
    #expect(certificate.hostNames == ["*.example.com"])
  }

  @Test(arguments: [
    ("x509af.version", "2"), ("x509af.serialNumber", "3039"), ("x509af.issuer", "0"),
    ("x509if.rdnSequence", "2"), ("x509af.rdnSequence", "3"),
    ("x509if.oid", "2.5.4.3,2.5.4.10,2.5.4.3,2.5.4.10,2.5.4.11"),
    (
      "x509sat.uTF8String",
      "Test CA,Test Organization,certs.example.com,Example Inc,IT Department"
    ),
    ("x509af.utcTime", "2025-01-01 00:00:00 (UTC),2026-01-01 00:00:00 (UTC)"),
    ("x509af.notBefore", "0"),
    (
      "x509af.algorithm.id",
      "1.2.840.113549.1.1.11,1.2.840.113549.1.1.1,1.2.840.113549.1.1.11"
    ),
    ("x509af.extension.id", "2.5.29.17"), ("x509ce.GeneralNames", "1"),
    ("x509ce.GeneralName", "2"), ("x509ce.dNSName", "*.example.com"),
  ])
  func printsFieldsAsTsharkDoes(name: String, value: String) {
    #expect(field(name, segment(Self.record, from: 443, to: 1), .rawIP) == value)
  }

  /// Every byte is a lie: no trap, and no more values than bytes.
  @Test func survivesLies() {
    for offset in Self.certificate.indices.prefix(400) {
      for lie: UInt8 in [0, 0x30, 0x7f, 0x80, 0x84, 0xff] {
        var bytes = Self.certificate
        bytes[offset] = lie
        let certificate = try? X509.Certificate(decoding: bytes.span.bytes)
        #expect((certificate?.hostNames.count ?? 0) < 10)
      }
    }
  }

  @Test func refusesCutCertificates() {
    for count in Self.certificate.indices {
      let cut = Array(Self.certificate.prefix(count))
      #expect(throws: DecodeError.self) {
        _ = try X509.Certificate(decoding: cut.span.bytes)
      }
    }
  }
}
