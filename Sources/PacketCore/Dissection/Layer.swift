/// One header in a packet: which protocol, where it starts and how far it goes.
@frozen
public struct Layer: BitwiseCopyable, Hashable, Sendable {
  /// Offset, and the length above it.
  @usableFromInline let place: UInt64
  /// Length of the header, the protocol's index above it, and flags on top.
  @usableFromInline let kind: UInt64
  /// Bytes on the wire that were not captured.
  @usableFromInline let missing: UInt32

  init(
    protocolIndex: Int, offset: Int, length: Int, headerLength: Int, missing: Int = 0,
    flags: Flags = []
  ) {
    self.missing = UInt32(clamping: missing)
    place = UInt64(UInt32(clamping: offset)) | UInt64(UInt32(clamping: length)) << 32
    kind =
      UInt64(UInt32(clamping: headerLength)) | UInt64(UInt16(clamping: protocolIndex)) << 32
      | UInt64(flags.rawValue) << 48
  }

  /// Distance from the start of the packet, in bytes.
  @inlinable public var offset: Int { Int(truncatingIfNeeded: place & 0xffff_ffff) }
  /// Bytes of header and payload.
  @inlinable public var length: Int { Int(truncatingIfNeeded: place >> 32) }
  /// Bytes before the payload.
  @inlinable public var headerLength: Int { Int(truncatingIfNeeded: kind & 0xffff_ffff) }
  /// Position of the protocol in its ``DissectorTable``.
  @inlinable public var protocolIndex: Int { Int(truncatingIfNeeded: (kind >> 32) & 0xffff) }
  @inlinable public var flags: Flags { Flags(rawValue: UInt16(truncatingIfNeeded: kind >> 48)) }

  /// Bytes at the end of the layer that were on the wire and not captured.
  @inlinable public var missingByteCount: Int { Int(missing) }

  @frozen
  public struct Flags: OptionSet, BitwiseCopyable, Hashable, Sendable {
    public var rawValue: UInt16
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// The header was not captured to its end; ``Layer/headerLength`` is what there is of it.
    @inlinable public static var truncated: Flags { Flags(rawValue: 1) }
    /// A field is at fault; ``Layer/headerLength`` is the part before and with it.
    @inlinable public static var malformed: Flags { Flags(rawValue: 2) }
    /// The next protocol was found by an EtherType.
    @inlinable public static var etherType: Flags { Flags(rawValue: 4) }
  }
}
