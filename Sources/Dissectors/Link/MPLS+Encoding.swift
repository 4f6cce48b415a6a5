public import PacketCore

extension MPLS {
  /// A stack of labels to keep, or to put into a packet.
  public struct Header: Hashable, Codable, Sendable, PacketLayer {
    /// Top first.
    public var entries: [Entry]

    public static var announcements: [Binding] { MPLS.bindings }

    public init(entries: [Entry]) { self.entries = entries }

    /// Copies the stack.
    public init(_ view: borrowing MPLS) {
      entries = []
      var rest = view.entries
      while let entry = rest.next() { entries.append(entry) }
    }

    public func encode(into writer: inout ByteWriter) throws(EncodeError) {
      for entry in entries { writer.append(entry.rawValue) }
    }

    /// The last entry says that it is the last (RFC 3032 §2.1).
    public func fillIn(_ writer: inout ByteWriter, _ place: LayerPlace) throws(EncodeError) {
      guard place.filling.contains(.numbers) else { return }
      for (index, entry) in entries.enumerated() {
        let isBottom = index == entries.count - 1
        writer.patch(
          entry.rawValue & ~0x100 | (isBottom ? 0x100 : 0), at: place.start + 4 * index)
      }
    }
  }
}

extension MPLS.Entry {
  /// - Parameters:
  ///   - label: Twenty bits.
  ///   - trafficClass: Three bits.
  public init(
    label: UInt32, trafficClass: UInt8 = 0, isBottom: Bool = false, timeToLive: UInt8 = 64
  ) {
    let bits = UInt32(trafficClass & 7) << 9 | (isBottom ? 0x100 : 0) | UInt32(timeToLive)
    self.init(rawValue: label << 12 | bits)
  }
}
