/// All about a packet but its bytes, and where in its chunk these stand.
///
/// 32 bytes, trivial to copy: a source writes one for each packet of a chunk, in order.
///
/// Four words, not ten fields: a struct of more elements is copied and destroyed through outlined
/// functions, which doubled the cost of a loop over packets.
@frozen
public struct PacketRecord: BitwiseCopyable, Sendable {
  @usableFromInline var seconds: Int64
  /// Nanoseconds, and the packet's place in the chunk above them.
  @usableFromInline var place: UInt64
  /// Captured length, and the original one above it.
  @usableFromInline var lengths: UInt64
  /// Interface, link type, layout and flags, from the lowest bits up.
  @usableFromInline var kind: UInt64

  /// What surrounds the packet's bytes in the chunk, so that its options can be found.
  @frozen
  public enum Layout: UInt8, Sendable {
    /// Nothing that belongs to the packet.
    case bare
    /// A pcapng block of little-endian byte order, options after the padded bytes.
    case optionsLittleEndian
    /// A pcapng block of big-endian byte order, options after the padded bytes.
    case optionsBigEndian
  }

  @frozen
  public struct Flags: OptionSet, BitwiseCopyable, Sendable {
    public var rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The source told no time for the packet (pcapng's Simple Packet Block).
    @inlinable public static var noTimestamp: Flags { Flags(rawValue: 1) }
  }

  @inlinable @inline(__always)
  public init(
    offset: UInt32, capturedLength: UInt32, originalLength: UInt32, seconds: Int64,
    nanoseconds: UInt32, linkType: LinkType, interface: UInt32 = 0, layout: Layout = .bare,
    flags: Flags = []
  ) {
    self.seconds = seconds
    place = UInt64(offset) << 32 | UInt64(nanoseconds)
    lengths = UInt64(originalLength) << 32 | UInt64(capturedLength)
    kind =
      UInt64(interface) | UInt64(linkType.rawValue) << 32 | UInt64(layout.rawValue) << 48
      | UInt64(flags.rawValue) << 56
  }

  /// Distance of the packet's first byte from the start of the chunk, in bytes.
  @inlinable public var offset: Int { Int(truncatingIfNeeded: place >> 32) }
  /// Bytes of the packet in the chunk.
  @inlinable public var capturedLength: Int { Int(truncatingIfNeeded: lengths & 0xffff_ffff) }
  /// Bytes of the packet on the wire.
  @inlinable public var originalLength: Int { Int(truncatingIfNeeded: lengths >> 32) }
  /// Index into the chunk's ``InterfaceTable``.
  @inlinable public var interface: Int { Int(truncatingIfNeeded: kind & 0xffff_ffff) }
  @inlinable public var linkType: LinkType {
    LinkType(rawValue: UInt16(truncatingIfNeeded: kind >> 32))
  }
  public var layout: Layout { Layout(rawValue: UInt8(truncatingIfNeeded: kind >> 48)) ?? .bare }
  @inlinable public var flags: Flags { Flags(rawValue: UInt8(truncatingIfNeeded: kind >> 56)) }
  @inlinable public var timestamp: Timestamp {
    Timestamp(seconds: seconds, nanoseconds: UInt32(truncatingIfNeeded: place))
  }

  /// The same record for bytes that stand at `offset` of another chunk.
  public func moved(to offset: UInt32, interface: UInt32? = nil) -> PacketRecord {
    var moved = self
    moved.place = UInt64(offset) << 32 | place & 0xffff_ffff
    if let interface { moved.kind = kind & ~0xffff_ffff | UInt64(interface) }
    return moved
  }
}
