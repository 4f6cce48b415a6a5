public import PacketCore

/// A bridge protocol data unit of the spanning tree protocols: STP, RSTP and MSTP
/// (IEEE Std 802.1Q-2022 §14).
///
///     +---------------+-------+-------+-------+----------------+-----------+
///     | Protocol, 2 B |Version| Type  | Flags | Root bridge, 8 | Cost, 4   |
///     +---------------+-------+-------+-------+----------------+-----------+
///     | Bridge, 8     | Port, 2 | Message age, 2 | Max age, 2 | Hello, 2    |
///     +---------------+---------+----------------+------------+-------------+
///     | Forward delay, 2 | Version 1 length | Version 3 length, 2 | MST ...  |
public struct SpanningTree: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "stp"
  public static var title: String { "Spanning Tree Protocol" }
  /// LLC's service access point, Cisco's per-VLAN trees (PVST+), and frames bridged over another link.
  public static var bindings: [Binding] {
    [.llcSAP(0x42), Binding(.ciscoProtocol, 0x010b), Binding(.bridgedProtocol, 0x000e)]
  }

  /// Size of what all units have, in bytes.
  public static var headerLength: Int { 4 }

  /// The unit as captured.
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  /// 0 in spanning tree.
  public var protocolIdentifier: UInt16 { bytes.bigEndian(UInt16.self, at: 0) }
  /// 0 STP, 2 RSTP, 3 MSTP, 4 SPT.
  public var version: UInt8 { bytes.byte(at: 2) }
  public var kind: Kind { Kind(rawValue: bytes.byte(at: 3)) }
  public var flags: UInt8 { bytes.byte(at: 4) }
  public var rootBridge: BridgeIdentifier { BridgeIdentifier(bytes, at: 5) }
  /// Cost of the path to the root.
  public var rootPathCost: UInt32 { bytes.bigEndian(UInt32.self, at: 13) }
  public var bridge: BridgeIdentifier { BridgeIdentifier(bytes, at: 17) }
  public var portIdentifier: UInt16 { bytes.bigEndian(UInt16.self, at: 25) }
  /// Age of the information, in 256ths of a second, as all times are here.
  public var messageAge: UInt16 { bytes.bigEndian(UInt16.self, at: 27) }
  public var maximumAge: UInt16 { bytes.bigEndian(UInt16.self, at: 29) }
  public var helloTime: UInt16 { bytes.bigEndian(UInt16.self, at: 31) }
  public var forwardDelay: UInt16 { bytes.bigEndian(UInt16.self, at: 33) }

  /// Type of a unit.
  public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let configuration = Kind(rawValue: 0x00)
    /// RSTP and MSTP.
    public static let rapid = Kind(rawValue: 0x02)
    public static let topologyChange = Kind(rawValue: 0x80)
  }

  /// A bridge: its priority, and the number of the tree added to it, before its MAC address.
  public struct BridgeIdentifier: Hashable, Sendable, Codable {
    /// A multiple of 4096; the lowest wins.
    public var priority: UInt16
    /// Mostly the VLAN or MST instance.
    public var systemExtension: UInt16
    public var address: MACAddress

    init(_ bytes: RawSpan, at offset: Int) {
      let first = bytes.bigEndian(UInt16.self, at: offset)
      priority = first & 0xf000
      systemExtension = first & 0x0fff
      address = MACAddress(bytes, at: offset + 2)
    }
  }
}

extension SpanningTree: PartedView {
  enum Part: Hashable { case tree, rapid, version1, multiple, instance, vlan }

  func forEachPart(_ body: (Part, Range<Int>) -> Void) {
    guard protocolIdentifier == 0, kind == .configuration || kind == .rapid else { return }
    body(.tree, 0..<35)
    guard kind == .rapid else {
      if bytes.byteCount >= 42, version == 0 { forOriginatingVLAN(from: 35, body) }
      return
    }
    body(.rapid, 4..<5)
    body(.version1, 35..<36)
    guard version >= 3 else { return forOriginatingVLAN(from: 36, body) }
    let length = Int(bytes.bigEndian(UInt16.self, at: 36))
    guard length >= 64 else { return }
    body(.multiple, 36..<102)
    let end = min(38 + length, bytes.byteCount)
    var start = 102
    while start + 16 <= end {
      body(.instance, start..<start + 16)
      start += 16
    }
  }

  /// The VLAN that Cisco's switches name after a tree of its own.
  private func forOriginatingVLAN(from start: Int, _ body: (Part, Range<Int>) -> Void) {
    for offset in [start, start + 1] where bytes.has(6, at: offset) {
      if bytes.bigEndian(UInt32.self, at: offset) == 2 {
        body(.vlan, offset..<offset + 6)
        return
      }
    }
  }
}
