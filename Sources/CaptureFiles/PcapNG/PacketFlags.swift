/// The value of `epb_flags`
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/) §4.3.1).
public struct PacketFlags: RawRepresentable, Hashable, Sendable {
  public var rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public enum Direction: UInt32, Sendable { case unknown, inbound, outbound }

  /// Bits 0 and 1.
  public var direction: Direction {
    get { Direction(rawValue: rawValue & 3) ?? .unknown }
    set { rawValue = rawValue & ~3 | newValue.rawValue }
  }

  public enum Reception: UInt32, Sendable {
    case unspecified, unicast, multicast, broadcast, promiscuous
  }

  /// Bits 2 to 4.
  public var reception: Reception {
    get { Reception(rawValue: rawValue >> 2 & 7) ?? .unspecified }
    set { rawValue = rawValue & ~0x1c | newValue.rawValue << 2 }
  }

  /// Bits 5 to 8: bytes of frame check sequence; 0 when that is not known.
  public var frameCheckLength: Int { Int(rawValue >> 5 & 0xf) }
  /// Bit 9: the checksums were left to the hardware and are not set.
  public var isChecksumNotReady: Bool { rawValue & 1 << 9 != 0 }
  /// Bit 10: the hardware has found the checksums right.
  public var isChecksumValid: Bool { rawValue & 1 << 10 != 0 }
  /// Bit 11: the hardware was to cut the packet into segments.
  public var isSegmentationOffloaded: Bool { rawValue & 1 << 11 != 0 }
  /// Bits 16 to 31: errors of the link layer, such as 24 for a wrong CRC.
  public var linkLayerErrors: UInt16 { UInt16(truncatingIfNeeded: rawValue >> 16) }
}
