import PacketCore

extension FieldContext {
  /// Whether the segment around the layer goes to one of some ports; nil when neither of its ports is
  /// among them.
  ///
  /// Text protocols look alike in both directions in the middle of a message, and the port tells.
  func isSent(to ports: [UInt16]) -> Bool? {
    guard enclosing.offset < layer.offset else { return nil }
    if ports.contains(packet.bigEndian(UInt16.self, at: enclosing.offset + 2)) { return true }
    return ports.contains(packet.bigEndian(UInt16.self, at: enclosing.offset)) ? false : nil
  }
}
