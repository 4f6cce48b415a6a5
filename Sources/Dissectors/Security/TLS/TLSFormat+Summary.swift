public import PacketCore

extension TLS {
  public static var specification: String { "RFC 8446" }
  public static var summary: Summary<TLS>? {
    Summary("TLS") { view, columns in view.summarize(into: &columns) }
  }
}

extension DTLS {
  public static var specification: String { "RFC 6347" }
  public static var summary: Summary<DTLS>? {
    Summary("DTLS") { view, columns in view.summarize(into: &columns) }
  }
}

extension TLSFormat where Self: ~Escapable {
  /// `Server Hello, Certificate, Server Hello Done`: what the records hold, those too that go on in
  /// another segment.
  func summarize(into columns: inout SummaryColumns) {
    if let name = versionName { columns.show(protocol: name) }
    var info: [UInt8] = []
    func add(_ text: String) {
      if !info.isEmpty { info.append(", ") }
      info.append(text)
    }
    var records = TLS.RecordCursor(isDatagram: Self.isDatagram)
    if !Self.isDatagram, TLS.SSLHello(bytes) != nil { add("Client Hello") }
    while info.count < 1024, let record = records.next(in: bytes, limit: .max) {
      forEachTitle(of: record, add)
    }
    columns.info.append(contentsOf: info)
  }

  private func forEachTitle(of record: TLS.RecordPlace, _ body: (String) -> Void) {
    switch record.kind {
    case .changeCipherSpec: body("Change Cipher Spec")
    case .applicationData: body("Application Data")
    case .alert: body(record.isEncrypted ? "Encrypted Alert" : alertTitle(record.fragment))
    case .heartbeat: body(record.isEncrypted ? "Encrypted Heartbeat" : "Heartbeat")
    case .handshake:
      guard !record.isEncrypted else { return body("Encrypted Handshake Message") }
      var messages = TLS.MessageCursor(record.fragment, isDatagram: Self.isDatagram)
      while messages.offset < bytes.byteCount, let message = messages.next(in: bytes) {
        let name = TLS.handshakeTypeNames[UInt64(message.kind.rawValue)] ?? "Unknown"
        body(Self.isDatagram && !message.isWhole ? "\(name) (Fragment)" : name)
      }
    default: break
    }
  }

  private func alertTitle(_ fragment: Range<Int>) -> String {
    let level = TLS.alertLevelNames[UInt64(bytes.byte(at: fragment.lowerBound))]
    let description = TLS.alertNames[UInt64(bytes.byte(at: fragment.lowerBound + 1))]
    return "Alert (Level: \(level ?? "Unknown"), Description: \(description ?? "Unknown"))"
  }

  /// `TLSv1.2`: what a server's hello chooses, else what the first record says; nil of a client's
  /// hello over UDP, which may choose another.
  private var versionName: String? {
    if let hello = serverHello { return Self.name(of: hello.selectedVersion) }
    if Self.isDatagram {
      var messages = 0
      forEachMessage { message, _ in if message.kind == .clientHello { messages += 1 } }
      if messages > 0 { return nil }
    } else if TLS.SSLHello(bytes) != nil {
      return "SSLv2"
    }
    return Self.name(of: TLS.Version(rawValue: bytes.bigEndian(UInt16.self, at: 1)))
  }

  private static func name(of version: TLS.Version) -> String? {
    switch version {
    case .ssl3: "SSLv3"
    case .tls10: "TLSv1"
    case .tls11: "TLSv1.1"
    case .tls12: "TLSv1.2"
    case .dtls10: "DTLSv1.0"
    case .dtls12: "DTLSv1.2"
    case .dtls13: "DTLSv1.3"
    default: version.isThirteen ? "TLSv1.3" : nil
    }
  }
}
