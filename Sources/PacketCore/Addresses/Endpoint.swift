/// An address and a port of a transport protocol.
@frozen
public struct Endpoint: Hashable, Sendable, BitwiseCopyable {
  public var address: IPAddress
  public var port: UInt16

  @inlinable
  public init(_ address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}

extension Endpoint: Comparable {
  @inlinable
  public static func < (lhs: Endpoint, rhs: Endpoint) -> Bool {
    lhs.address != rhs.address ? lhs.address < rhs.address : lhs.port < rhs.port
  }
}

extension Endpoint: LosslessStringConvertible {
  /// The endpoint that `text` spells: `192.0.2.1:53`, or `[2001:db8::1]:53` (RFC 5952 §6).
  public init?(_ text: String) {
    var scanner = TextScanner(text)
    if scanner.skip("[") {
      guard let v6 = IPv6Address(&scanner), scanner.skip("]") else { return nil }
      address = .v6(v6)
    } else {
      guard let v4 = IPv4Address(&scanner) else { return nil }
      address = .v4(v4)
    }
    guard scanner.skip(":"), let port = scanner.decimal(limit: 65535), scanner.isAtEnd else {
      return nil
    }
    self.port = UInt16(truncatingIfNeeded: port)
  }

  public var description: String {
    switch address {
    case .v4(let address): "\(address):\(port)"
    case .v6(let address): "[\(address)]:\(port)"
    }
  }
}

extension Endpoint: Codable {
  /// Reads the text form.
  public init(from decoder: any Decoder) throws { self = try decoder.text(Endpoint.self) }
  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws { try encoder.write(text: self) }
}
