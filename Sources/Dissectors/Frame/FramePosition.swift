public import PacketCore

/// Where a packet stands among the packets of its capture.
///
/// ```swift
/// var position = FramePosition()
/// for try await packet in capture {
///   position.advance(to: packet)
///   print(position.number, position.sinceFirst ?? .zero)
/// }
/// ```
public struct FramePosition: Hashable, Sendable {
  /// Counted from 1; 0 before the first packet.
  public private(set) var number: UInt64 = 0
  /// When the packet was seen; nil where the file does not tell.
  public private(set) var timestamp: Timestamp?
  /// When the packet before it was seen.
  public private(set) var previous: Timestamp?
  /// When the first packet was seen that has a time.
  public private(set) var first: Timestamp?

  public init() {}

  /// Goes on to the next packet of the capture.
  public mutating func advance(to packet: borrowing Packet) {
    number += 1
    if let timestamp { previous = timestamp }
    guard packet.hasTimestamp else {
      timestamp = nil
      return
    }
    timestamp = packet.timestamp
    if first == nil { first = packet.timestamp }
  }

  /// Since the first packet.
  public var sinceFirst: Duration? {
    guard let timestamp else { return nil }
    return timestamp - (first ?? timestamp)
  }

  /// Since the packet before; zero for the first.
  public var sincePrevious: Duration? {
    guard let timestamp else { return nil }
    return timestamp - (previous ?? timestamp)
  }
}
