/// The protocols that a dissection knows, and the numbers that announce them.
///
/// A value: a program adds protocols of its own to a copy of the standard table.
public struct DissectorTable: Sendable {
  /// A protocol of a table.
  public struct Entry: Sendable {
    public let id: ProtocolID
    public let title: String
    public let fields: [AnyField]
    let dissect: @Sendable (RawSpan) -> Outcome
  }

  /// What came of one layer.
  struct Outcome {
    var length: Int
    var payload: Range<Int>
    var wireLength: Int?
    var next: NextLayer
    var error: DecodeError?
  }

  /// The protocols, by ``Layer/protocolIndex``.
  public private(set) var entries: [Entry] = []
  private var indices: [ProtocolID: Int] = [:]
  private var registers: [Binding.Register: NumberTable] = [:]
  private var linkTypes = NumberTable()
  private var etherTypes = NumberTable()
  private var ipProtocols = NumberTable()
  private var tcpPorts = NumberTable()
  private var udpPorts = NumberTable()

  /// A table that knows only what has no structure.
  public init() { register(UnknownData.self) }

  /// Adds a protocol, or puts it in the place of the one with the same name.
  public mutating func register<View: ProtocolView & ~Escapable>(_ view: View.Type) {
    let entry = Entry(
      id: View.id, title: View.title, fields: View.fields.map { AnyField($0) },
      dissect: { bytes in Self.dissect(View.self, bytes) })
    let index = indices[View.id] ?? entries.count
    if index == entries.count { entries.append(entry) } else { entries[index] = entry }
    indices[View.id] = index
    for binding in View.bindings { bind(binding, to: index) }
  }

  /// Announces a protocol of the table by one more number (`-d udp.port==5353,dns`).
  ///
  /// - Returns: False when the table does not know the protocol.
  public mutating func bind(_ binding: Binding, to id: ProtocolID) -> Bool {
    guard let index = indices[id] else { return false }
    bind(binding, to: index)
    return true
  }

  private mutating func bind(_ binding: Binding, to index: Int) {
    switch binding.register {
    case .linkType: linkTypes[binding.number] = index
    case .etherType: etherTypes[binding.number] = index
    case .ipProtocol: ipProtocols[binding.number] = index
    case .tcpPort: tcpPorts[binding.number] = index
    case .udpPort: udpPorts[binding.number] = index
    default: registers[binding.register, default: NumberTable()][binding.number] = index
    }
  }

  /// The index of the protocol called `id`.
  public func index(of id: ProtocolID) -> Int? { indices[id] }

  /// The index of the protocol that `binding` announces.
  func index(of binding: Binding) -> Int? {
    switch binding.register {
    case .linkType: linkTypes[binding.number]
    case .etherType: etherTypes[binding.number]
    case .ipProtocol: ipProtocols[binding.number]
    case .tcpPort: tcpPorts[binding.number]
    case .udpPort: udpPorts[binding.number]
    default: registers[binding.register]?[binding.number]
    }
  }

  func index(of next: NextLayer) -> Int? {
    switch next {
    case .none, .data: nil
    case .bound(let binding): index(of: binding)
    case .either(let first, let second): index(of: first) ?? index(of: second)
    case .named(let id): indices[id]
    }
  }

  private static func dissect<View: ProtocolView & ~Escapable>(
    _ type: View.Type, _ bytes: RawSpan
  ) -> Outcome {
    do throws(DecodeError) {
      let view = try View(decoding: bytes)
      let payload = bytes.byteOffsets(of: view.payload) ?? 0..<0
      return Outcome(
        length: view.bytes.byteCount, payload: payload, wireLength: view.wireByteCount,
        next: view.next)
    } catch {
      return Outcome(length: bytes.byteCount, payload: 0..<0, next: .none, error: error)
    }
  }
}

/// Protocol indices by number: an array as far as the numbers are small, else a dictionary.
struct NumberTable {
  private var small: [UInt16] = []
  private var large: [UInt32: Int] = [:]

  subscript(number: UInt32) -> Int? {
    get {
      guard number < 65536 else { return large[number] }
      guard number < UInt32(small.count) else { return nil }
      let index = small[Int(number)]
      return index == 0 ? nil : Int(index) - 1
    }
    set {
      guard number < 65536 else {
        large[number] = newValue
        return
      }
      while small.count <= Int(number) { small.append(0) }
      small[Int(number)] = newValue.map { UInt16($0 + 1) } ?? 0
    }
  }
}
