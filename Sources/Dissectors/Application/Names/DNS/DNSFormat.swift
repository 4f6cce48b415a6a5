public import PacketCore

/// A protocol whose messages are laid out as the Domain Name System's: DNS, mDNS, LLMNR.
public protocol DNSFormat: ProtocolView, ~Escapable {
  /// Whether each message comes after its length in two bytes, as on a stream (RFC 1035 §4.2.2).
  var isFramed: Bool { get }
  /// Which protocol's names the flags have.
  static var dialect: DNS.Dialect { get }
}

extension DNS {
  /// Where the protocols that share the format differ.
  public enum Dialect: Hashable, Sendable {
    case unicast
    /// The uppermost bit of a class has a meaning of its own (RFC 6762 §5.4, §10.2).
    case multicast
    /// Two flags have other meanings (RFC 4795 §2.1.1).
    case linkLocal
  }
}

extension DNSFormat where Self: ~Escapable {
  public var isFramed: Bool { false }

  /// The first message of the layer; on a datagram the only one.
  public var message: DNS.MessageView {
    @_lifetime(copy self)
    get {
      let length = isFramed ? Int(bytes.bigEndian(UInt16.self, at: 0)) : .max
      return DNS.MessageView(unchecked: bytes.slice(from: isFramed ? 2 : 0, count: length))
    }
  }

  /// Calls `body` with each message and its distance from the start of the layer, in bytes.
  ///
  /// The last may go on in a segment that follows; it is shown as far as it is there.
  public func forEachMessage(_ body: (borrowing DNS.MessageView, Int) -> Void) {
    guard isFramed else {
      // Two bytes are the length of a message that comes in the next segment.
      return bytes.byteCount == 2 ? () : body(DNS.MessageView(unchecked: bytes), 0)
    }
    var offset = 0
    while bytes.has(2, at: offset) {
      let length = Int(bytes.bigEndian(UInt16.self, at: offset))
      body(DNS.MessageView(unchecked: bytes.slice(from: offset + 2, count: length)), offset + 2)
      offset += 2 + length
    }
  }
}
