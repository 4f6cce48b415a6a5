/// One header in a packet: which protocol, where it starts and how far it goes.
@frozen
public struct Layer: BitwiseCopyable, Hashable, Sendable {
  /// Offset and length, 24 bits each, and the header's length above them.
  @usableFromInline let place: UInt64
  /// Missing bytes, the protocol's index above them, and flags on top.
  @usableFromInline let kind: UInt64

  /// Larger offsets and lengths are held at this: no reader delivers a packet of 16 MiB.
  private static var limit: Int { 1 << 24 - 1 }

  init(
    protocolIndex: Int, offset: Int, length: Int, headerLength: Int, missing: Int = 0,
    flags: Flags = []
  ) {
    place =
      UInt64(min(offset, Self.limit)) | UInt64(min(length, Self.limit)) << 24
      | UInt64(UInt16(clamping: headerLength)) << 48
    kind =
      UInt64(UInt32(clamping: missing)) | UInt64(UInt16(clamping: protocolIndex)) << 32
      | UInt64(flags.rawValue) << 48
  }

  /// A layer whose numbers are known to fit: the packet is shorter than 16 MiB, its header than 64 KiB.
  @inlinable @inline(__always)
  package init(
    fitting protocolIndex: Int, offset: Int, length: Int, headerLength: Int, missing: Int,
    flags: Flags
  ) {
    place =
      UInt64(truncatingIfNeeded: offset) | UInt64(truncatingIfNeeded: length) << 24
      | UInt64(truncatingIfNeeded: headerLength) << 48
    kind =
      UInt64(truncatingIfNeeded: missing) | UInt64(truncatingIfNeeded: protocolIndex) << 32
      | UInt64(truncatingIfNeeded: flags.rawValue) << 48
  }

  /// Distance from the start of the packet, in bytes.
  @inlinable public var offset: Int { Int(truncatingIfNeeded: place & 0xff_ffff) }
  /// Bytes of header and payload.
  @inlinable public var length: Int { Int(truncatingIfNeeded: (place >> 24) & 0xff_ffff) }
  /// Bytes before the payload; of a broken layer, those before the fault.
  @inlinable public var headerLength: Int { Int(truncatingIfNeeded: place >> 48) }
  /// Bytes at the end of the layer that were on the wire and not captured.
  @inlinable public var missingByteCount: Int { Int(truncatingIfNeeded: kind & 0xffff_ffff) }
  /// Position of the protocol in its ``DissectorTable``.
  @inlinable public var protocolIndex: Int { Int(truncatingIfNeeded: (kind >> 32) & 0xffff) }
  @inlinable public var flags: Flags { Flags(rawValue: UInt16(truncatingIfNeeded: kind >> 48)) }

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
    /// The header has the addresses that checksums of the layers in it cover (IPv4, IPv6).
    @inlinable public static var network: Flags { Flags(rawValue: 8) }
    /// The payload is a part of a packet that was sent earlier (an ICMP error).
    @inlinable public static var quotes: Flags { Flags(rawValue: 16) }
    /// The layer belongs to such a quoted packet, not to this one.
    @inlinable public static var quoted: Flags { Flags(rawValue: 32) }
  }
}
