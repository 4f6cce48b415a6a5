public import PacketCore

/// A tag between a switch and the virtual interfaces of a host behind one port: whose frame it is
/// (Cisco's VN-Tag, later IEEE Std 802.1BR).
///
///     +-+-+-----------------------+-+-+---+------------------------+-----------+
///     |D|P| Destination interface |L|R|Ver|   Source interface     | EtherType |
///     +-+-+-----------------------+-+-+---+------------------------+-----------+
public struct VNTag: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "vntag"
  public static var title: String { "VN-Tag" }
  public static var bindings: [Binding] { [.etherType(0x8926)] }

  /// Size of the header, in bytes.
  public static var headerLength: Int { 6 }

  /// The header and its payload.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  private var word: UInt32 { bytes.bigEndian(UInt32.self, at: 0) }
  /// Whether the frame comes from the switch.
  public var isFromBridge: Bool { word >> 31 != 0 }
  public var destinationInterface: UInt16 { UInt16(truncatingIfNeeded: word >> 16) & 0x3fff }
  public var sourceInterface: UInt16 { UInt16(truncatingIfNeeded: word) & 0x0fff }
  /// The EtherType of what follows, or its length in bytes when at most 1500.
  public var typeOrLength: UInt16 { bytes.bigEndian(UInt16.self, at: 4) }

  public var payload: RawSpan {
    @_lifetime(copy self)
    get { bytes.slice(from: Self.headerLength) }
  }

  public var next: NextLayer {
    typeOrLength > 1500 ? .bound(.etherType(typeOrLength)) : LLC.next(startingWith: payload)
  }

  public static let fields: [Field<VNTag>] = [
    Field("vntag.dir", "Direction", at: 0, 4, bit: 0x8000_0000),
    Field("vntag.ptr", "Pointer", at: 0, 4, bit: 0x4000_0000),
    Field("vntag.dst", "Destination", .decimal(32), at: 0, 4) { $0.destinationInterface },
    Field("vntag.looped", "Looped", at: 0, 4, bit: 0x8000),
    Field("vntag.r", "Reserved", .decimal(32), at: 0, 4) { $0.word >> 14 & 1 },
    Field("vntag.version", "Version", .decimal(32), at: 0, 4) { $0.word >> 12 & 3 },
    Field("vntag.src", "Source", .decimal(32), at: 0, 4) { $0.sourceInterface },
    Field("vntag.etype", "Type", .hex(16), at: 4, 2) { view in
      view.typeOrLength > 1500 ? .unsigned(UInt64(view.typeOrLength)) : nil
    },
    Field("vntag.len", "Length", .decimal(16), at: 4, 2) { view in
      view.typeOrLength <= 1500 ? .unsigned(UInt64(view.typeOrLength)) : nil
    },
  ]
}
