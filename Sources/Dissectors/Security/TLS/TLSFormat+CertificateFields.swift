import PacketCore

/// Fields of the certificates in the handshake, under Wireshark's names for X.509.
extension TLSFormat where Self: ~Escapable {
  static var x509Fields: [Field<Self>] {
    let messages: ASN1Schema.Messages<Self> = { view, visit in
      view.forEachCertificate { range in X509.visit(view.bytes, range, visit) }
      view.forEachAuthority { range in
        var reader = BERReader(view.bytes, range)
        if let name = reader.next(.sequence) { X509.visitName(reader, name, visit, "Name") }
      }
    }
    let moments = X509.schema.contents(of: "x509af.utcTime", messages)
    return X509.schema.fields("", except: ["x509af.utcTime"], messages) + [
      Field("x509af.utcTime", "utcTime", .text) { view, emit in
        moments(view) { range in
          if let text = X509.momentText(view.bytes.copied(range)) { emit(.string(text), range) }
        }
      }
    ]
  }

  /// Calls `body` with each certificate of the handshake (RFC 5246 §7.4.2), without its length.
  func forEachCertificate(_ body: (Range<Int>) -> Void) {
    forEachMessage { message, _ in
      guard message.kind == .certificate, message.isWhole else { return }
      var start = message.body.lowerBound + 3
      while start + 3 <= message.body.upperBound {
        let end = start + 3 + TLS.length(in: bytes, at: start)
        guard end <= message.body.upperBound else { return }
        body(start + 3..<end)
        start = end
      }
    }
  }

  /// Calls `body` with each name of an authority that a server takes certificates of (RFC 5246
  /// §7.4.4).
  private func forEachAuthority(_ body: (Range<Int>) -> Void) {
    forEachMessage { message, record in
      guard message.kind == .certificateRequest, message.isWhole else { return }
      var start = message.body.lowerBound + 1 + Int(bytes.byte(at: message.body.lowerBound))
      if record.version.namesSignatureAlgorithms {
        start += 2 + Int(bytes.bigEndian(UInt16.self, at: start))
      }
      start += 2
      while start + 2 <= message.body.upperBound {
        let end = start + 2 + Int(bytes.bigEndian(UInt16.self, at: start))
        guard end <= message.body.upperBound else { return }
        body(start + 2..<end)
        start = end
      }
    }
  }

  /// Copies of the certificates of the handshake, the peer's own first. In TLS 1.3 they are
  /// protected.
  public var certificates: [X509.Certificate] {
    var certificates: [X509.Certificate] = []
    forEachCertificate { range in
      if let certificate = X509.Certificate(bytes, range) { certificates.append(certificate) }
    }
    return certificates
  }
}

extension X509 {
  /// A UTCTime as Wireshark prints it; nil when it has another form than `YYMMDDhhmmssZ`.
  static func momentText(_ text: [UInt8]) -> String? {
    guard text.count == 13, text[12] == UInt8(ascii: "Z"),
      text.dropLast().allSatisfy({ 48...57 ~= $0 })
    else { return nil }
    let parts = stride(from: 0, to: 12, by: 2).map {
      String(decoding: text[$0..<$0 + 2], as: UTF8.self)
    }
    // RFC 5280 §4.1.2.5.1.
    let century = text[0] < UInt8(ascii: "5") ? "20" : "19"
    return "\(century)\(parts[0])-\(parts[1])-\(parts[2]) \(parts[3]):\(parts[4]):\(parts[5]) (UTC)"
  }
}
