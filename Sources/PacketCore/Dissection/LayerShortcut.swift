/// Finds the first layers of an Ethernet frame at once: the few that most packets have, in one pass
/// over their bytes, where each layer's own dissector would take as long as all of them.
///
/// What it finds is what the dissectors would. It leaves off where it does not know better: before a
/// header that is broken, that it does not know, or that the table gives to another protocol.
package struct LayerShortcut: Sendable {
  /// A number that the shortcut goes by, and the protocol that it takes it to announce.
  package struct Premise: Sendable {
    let binding: Binding
    let protocolIndex: Int
  }

  /// What is left of the packet after the layers that were found.
  @frozen
  package struct Rest {
    /// Where the next layer starts and ends, in bytes from the start of the packet.
    package var start: Int
    package var end: Int
    /// Bytes of it that were on the wire and not captured.
    package var missing: Int
    package var next: NextLayer = .none

    @inlinable
    init(start: Int, end: Int, missing: Int) {
      self.start = start
      self.end = end
      self.missing = missing
    }
  }

  package typealias Finder = @Sendable (RawSpan, inout LayerPath, inout Rest) -> Void

  let premises: [Premise]
  let find: Finder
}

extension DissectorTable {
  /// Takes a shortcut, for as long as the table agrees with what it goes by.
  ///
  /// - Parameters:
  ///   - bindings: Numbers that the shortcut goes by, as they are bound now.
  ///   - find: Appends the layers that it finds to the path, which is empty.
  package mutating func take(
    shortcutBy bindings: [Binding], _ find: @escaping LayerShortcut.Finder
  ) {
    let premises = bindings.compactMap { binding in
      index(of: binding).map { LayerShortcut.Premise(binding: binding, protocolIndex: $0) }
    }
    change { $0.shortcut = LayerShortcut(premises: premises, find: find) }
  }
}
