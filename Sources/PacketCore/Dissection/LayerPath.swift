/// The layers of a packet from the outermost in: up to 32, held in place.
public struct LayerPath: Sendable {
  /// Most layers that are followed; deeper ones are left as the payload of the last.
  public static var capacity: Int { 32 }

  private var layers = [32 of Layer](
    repeating: Layer(protocolIndex: 0, offset: 0, length: 0, headerLength: 0))
  public private(set) var count = 0
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
    count = 0
    error = nil
    let storage = table.storage
    var index = storage.contents.index(of: .linkType(linkType)) ?? 0
    var start = 0
    var end = bytes.byteCount
    var missing = Swift.max(0, (originalLength ?? end) - end)
    var outcome = DissectorTable.Outcome(length: 0)
    var inherited: Layer.Flags = []
    while count < Self.capacity {
      storage.contents.dissectors[index].call(
        bytes.slice(from: start, count: end - start), &outcome)
      if let wireLength = outcome.wireLength {
        let claimed = Swift.max(0, wireLength - outcome.length)
        // No more than the frame had; but an ICMP error quotes only the start of a packet.
        missing =
          inherited.isEmpty ? Swift.min(claimed, missing + end - start - outcome.length) : claimed
      }
      append(outcome, index, start, missing, inherited)
      if case .none = outcome.next { return }
      if !outcome.flags.isDisjoint(with: goal) { return }
      if outcome.flags.contains(.quotes) { inherited = .quoted }
      // A payload that ends before its layer was captured whole.
      if outcome.payload.upperBound < outcome.length { missing = 0 }
      end = start + outcome.payload.upperBound
      start += outcome.payload.lowerBound
      guard start < end else { return }
      let payload = bytes.slice(from: start, count: end - start)
      index = storage.contents.index(of: outcome.next, payload) ?? 0
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
    layers[count] = Layer(
      protocolIndex: index, offset: start, length: outcome.length, headerLength: headerLength,
      missing: missing, flags: flags)
    count += 1
  }
}

extension LayerPath: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { count }
  public subscript(index: Int) -> Layer { layers[index] }
}
