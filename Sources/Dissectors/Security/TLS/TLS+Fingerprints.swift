import PacketCore

extension TLS.ClientHello {
  /// What JA3 makes its hash of ([salesforce/ja3](https://github.com/salesforce/ja3)): version, cipher
  /// suites, extensions, groups and point formats in decimal, GREASE left out.
  public var ja3Text: String {
    func list(_ numbers: some Sequence<UInt16>) -> String {
      numbers.filter { !TLS.isGREASE($0) }.map { String($0) }.joined(separator: "-")
    }
    let parts = [
      String(version.rawValue), list(cipherSuites), list(extensions.map(\.type.rawValue)),
      list(supportedGroups), list(pointFormats.map { UInt16($0) }),
    ]
    return parts.joined(separator: ",")
  }

  /// The numbers that JA4 sorts and hashes: cipher suites, and extensions without those for the
  /// server's name and the application protocol.
  var ja4Lists: (suites: [UInt16], extensions: [UInt16]) {
    let suites = cipherSuites.filter { !TLS.isGREASE($0) }.sorted()
    let types = extensions.map(\.type.rawValue).filter { !TLS.isGREASE($0) && $0 != 0 && $0 != 16 }
    return (suites, types.sorted())
  }

  /// The first part of JA4 ([FoxIO-LLC/ja4](https://github.com/FoxIO-LLC/ja4)), which is readable:
  /// `t13d1516h2`.
  ///
  /// - Parameter transport: `t` over TCP, `q` in QUIC, `d` in DTLS.
  public func ja4Prefix(transport: Character) -> String {
    let suiteCount = cipherSuites.count { !TLS.isGREASE($0) }
    let extensionCount = extensions.count { !TLS.isGREASE($0.type.rawValue) }
    let hasName = data(of: .serverName) != nil
    return "\(transport)\(ja4Version)\(hasName ? "d" : "i")\(twoDigits(suiteCount))"
      + "\(twoDigits(extensionCount))\(ja4Protocol)"
  }

  private func twoDigits(_ count: Int) -> String {
    count < 10 ? "0\(count)" : String(min(count, 99))
  }

  private var ja4Version: String {
    let offered = supportedVersions.filter { !TLS.isGREASE($0.rawValue) }
    // The numbers of DTLS count down.
    let isDatagram = offered.contains { $0.rawValue >> 8 == 0xfe }
    let best =
      isDatagram
      ? offered.min { $0.rawValue < $1.rawValue } : offered.max { $0.rawValue < $1.rawValue }
    switch best ?? version {
    case .tls13: return "13"
    case .tls12: return "12"
    case .tls11: return "11"
    case .tls10: return "10"
    case .ssl3: return "s3"
    case .ssl2: return "s2"
    case .dtls10: return "d1"
    case .dtls12: return "d2"
    case .dtls13: return "d3"
    default: return "00"
    }
  }

  /// First and last character of the first application protocol.
  private var ja4Protocol: String {
    guard let data = data(of: .applicationProtocols), data.count > 3 else { return "00" }
    let name = data[3...].prefix(Int(data[2]))
    guard let first = name.first, let last = name.last else { return "00" }
    func isLetterOrDigit(_ byte: UInt8) -> Bool {
      48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte
    }
    if isLetterOrDigit(first), isLetterOrDigit(last) {
      return String(decoding: [first, last], as: UTF8.self)
    }
    return String(first >> 4, radix: 16) + String(last & 15, radix: 16)
  }
}

extension TLS.ServerHello {
  /// What JA3S makes its hash of: version, cipher suite and extensions in decimal.
  public var ja3sText: String {
    let types = extensions.map { String($0.type.rawValue) }.joined(separator: "-")
    return "\(version.rawValue),\(cipherSuite),\(types)"
  }
}
