/// The layers of a packet from the outermost in: up to 32, held in place.
public struct LayerPath: Sendable {
  /// Most layers that are followed; deeper ones are left as the payload of the last.
  public static var capacity: Int { 32 }

  @usableFromInline var layers = [32 of Layer](
    repeating: Layer(protocolIndex: 0, offset: 0, length: 0, headerLength: 0))
  @usableFromInline var filled = 0
  public var count: Int { filled }
  /// What stopped the dissection, if something did: the layers before it stand.
  public private(set) var error: DecodeError?

  /// A path with no layers, to find those of one packet after the other with.
  public init() {}

  /// Finds the layers of a packet, in place of those it held.
  ///
  /// A loop that looks at many packets keeps one path and calls this: half a kilobyte is then not
  /// copied with each.
  ///
  /// - Parameters:
  ///   - bytes: A packet that starts with a header of `linkType`.
  ///   - originalLength: Bytes of the packet on the wire.
  ///   - goal: Flags of a layer to stop at.
  public mutating func find(
    in bytes: RawSpan, linkType: LinkType, originalLength: Int? = nil, table: DissectorTable,
    upTo goal: Layer.Flags = []
  ) {
    filled = 0
    error = nil
    let storage = table.storage
    let byteCount = bytes.byteCount
    var rest = LayerShortcut.Rest(
      start: 0, end: byteCount, missing: Swift.max(0, (originalLength ?? byteCount) - byteCount))
    if linkType == .ethernet, goal.isEmpty, let shortcut = storage.contents.shortcut {
      shortcut.find(bytes, &self, &rest)
    }
    var index = 0
    if count == 0 {
      index = storage.contents.index(of: .linkType(linkType)) ?? 0
    } else {
      guard rest.start < rest.end else { return }
      index = storage.contents.index(of: rest.next, bytes[rest]) ?? 0
    }
    find(in: bytes, from: index, &rest, storage, upTo: goal)
  }

  /// Finds the layers of what is left of a packet, which starts with one of the protocol `first`.
  private mutating func find(
    in bytes: RawSpan, from first: Int, _ rest: inout LayerShortcut.Rest,
    _ storage: DissectorTable.Storage, upTo goal: Layer.Flags
  ) {
    var index = first
    var outcome = DissectorTable.Outcome(length: 0)
    var inherited: Layer.Flags = []
    while count < Self.capacity {
      storage.contents.dissectors[index].call(bytes[rest], &outcome)
      let length = rest.end - rest.start
      if let wireLength = outcome.wireLength {
        let claimed = Swift.max(0, wireLength - outcome.length)
        // No more than the frame had; but an ICMP error quotes only the start of a packet.
        rest.missing =
          inherited.isEmpty ? Swift.min(claimed, rest.missing + length - outcome.length) : claimed
      }
      append(outcome, index, rest.start, rest.missing, inherited)
      if case .none = outcome.next { return }
      if !outcome.flags.isDisjoint(with: goal) { return }
      if outcome.flags.contains(.quotes) { inherited = .quoted }
      // A payload that ends before its layer was captured whole.
      if outcome.payload.upperBound < outcome.length { rest.missing = 0 }
      rest.end = rest.start + outcome.payload.upperBound
      rest.start += outcome.payload.lowerBound
      guard rest.start < rest.end else { return }
      index = storage.contents.index(of: outcome.next, bytes[rest]) ?? 0
    }
  }

  /// A broken layer says that nothing follows it.
  @inline(__always)
  private mutating func append(
    _ outcome: borrowing DissectorTable.Outcome, _ index: Int, _ start: Int, _ missing: Int,
    _ inherited: Layer.Flags
  ) {
    var flags = outcome.flags.union(inherited)
    var headerLength = outcome.payload.lowerBound
    if let error = outcome.error {
      self.error = error
      switch error.reason {
      case .truncated:
        flags.insert(.truncated)
        headerLength = outcome.length
      case .malformed:
        flags.insert(.malformed)
        headerLength = error.offset
      }
    }
    if case .bound(let binding) = outcome.next, binding.register == .etherType {
      flags.insert(.etherType)
    }
    layers[filled] = Layer(
      protocolIndex: index, offset: start, length: outcome.length, headerLength: headerLength,
      missing: missing, flags: flags)
    filled += 1
  }
}

extension LayerPath {
  /// Adds a layer, unless there are as many as a path holds.
  @inlinable @inline(__always)
  package mutating func append(_ layer: Layer) {
    guard filled < layers.count else { return }
    layers[filled] = layer
    filled += 1
  }
}

extension RawSpan {
  fileprivate subscript(rest: LayerShortcut.Rest) -> RawSpan {
    @inline(__always) @_lifetime(copy self)
    get { slice(from: rest.start, count: rest.end &- rest.start) }
  }
}

extension LayerPath: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { count }
  public subscript(index: Int) -> Layer { layers[index] }
}
