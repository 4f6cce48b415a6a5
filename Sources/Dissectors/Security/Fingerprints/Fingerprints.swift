import PacketCore

extension TLS.ClientHello {
  /// JA3: the MD5 of ``ja3Text``, in hexadecimal.
  public var ja3: String { hexadecimal(Primitives.md5(Array(ja3Text.utf8))) }

  /// JA4 ([FoxIO-LLC/ja4](https://github.com/FoxIO-LLC/ja4)).
  ///
  /// - Parameter transport: `t` over TCP, `q` in QUIC, `d` in DTLS.
  public func ja4(transport: Character = "t") -> String {
    let lists = ja4Lists
    var extensions = Self.hexadecimalList(lists.extensions)
    if !signatureAlgorithms.isEmpty {
      extensions += "_" + Self.hexadecimalList(signatureAlgorithms.filter { !TLS.isGREASE($0) })
    }
    let suiteHash = Self.start(
      of: Self.hexadecimalList(lists.suites), isEmpty: lists.suites.isEmpty)
    let extensionHash = Self.start(of: extensions, isEmpty: lists.extensions.isEmpty)
    return "\(ja4Prefix(transport: transport))_\(suiteHash)_\(extensionHash)"
  }

  private static func hexadecimalList(_ numbers: [UInt16]) -> String {
    numbers.map { hexadecimal([UInt8($0 >> 8), UInt8($0 & 0xff)]) }.joined(separator: ",")
  }

  /// The first twelve digits of a SHA-256; zeros when there is nothing to hash.
  private static func start(of text: String, isEmpty: Bool) -> String {
    isEmpty
      ? "000000000000" : String(hexadecimal(Primitives.sha256(Array(text.utf8))).prefix(12))
  }
}

extension TLS.ServerHello {
  /// JA3S: the MD5 of ``ja3sText``, in hexadecimal.
  public var ja3s: String { hexadecimal(Primitives.md5(Array(ja3sText.utf8))) }
}

extension SSH.KeyExchangeInit {
  /// HASSH ([salesforce/hassh](https://github.com/salesforce/hassh)), of a client's offer.
  public var hassh: String { Self.hash(hasshText) }
  /// HASSH of a server's offer.
  public var hasshServer: String { Self.hash(hasshServerText) }

  static func hash(_ text: String) -> String {
    hexadecimal(Primitives.md5(Array(text.utf8)))
  }
}
