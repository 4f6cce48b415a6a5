/// The protocols that a dissection knows, and the numbers that announce them.
///
/// A value: a program adds protocols of its own to a copy of the standard table.
public struct DissectorTable: Sendable {
  /// A protocol of a table.
  public struct Entry: Sendable {
    public let id: ProtocolID
    public let title: String
    public let fields: [AnyField]

    @usableFromInline
    init(id: ProtocolID, title: String, fields: [AnyField]) {
      self.id = id
      self.title = title
      self.fields = fields
    }
  }

  /// What came of one layer.
  @frozen @usableFromInline
  struct Outcome {
    @usableFromInline var length: Int
    @usableFromInline var payload: Range<Int>
    @usableFromInline var wireLength: Int?
    @usableFromInline var next: NextLayer
    @usableFromInline var error: DecodeError?
    @usableFromInline var flags: Layer.Flags = []

    @inlinable
    init(
      length: Int, payload: Range<Int> = 0..<0, wireLength: Int? = nil, next: NextLayer = .none,
      error: DecodeError? = nil
    ) {
      self.length = length
      self.payload = payload
      self.wireLength = wireLength
      self.next = next
      self.error = error
    }
  }

  @usableFromInline typealias Dissector = @Sendable (RawSpan, inout Outcome) -> Void

  /// All of a table, behind one reference: a table is copied with every packet's dissection.
  final class Storage: Sendable {
    let entries: [Entry]
    let dissectors: [Dissector]
    let indices: [ProtocolID: Int]
    /// By ``Binding/Register``'s code, as far as it is built in.
    let registers: [NumberTable]
    let others: [Binding.Register: NumberTable]

    init(
      entries: [Entry], dissectors: [Dissector], indices: [ProtocolID: Int],
      registers: [NumberTable], others: [Binding.Register: NumberTable]
    ) {
      self.entries = entries
      self.dissectors = dissectors
      self.indices = indices
      self.registers = registers
      self.others = others
    }
  }

  private(set) var storage: Storage

  /// A table that knows only what has no structure.
  public init() {
    storage = Storage(
      entries: [], dissectors: [], indices: [:],
      registers: Array(repeating: NumberTable(), count: Binding.Register.builtInCount), others: [:])
    register(UnknownData.self)
  }

  /// The protocols, by ``Layer/protocolIndex``.
  public var entries: [Entry] { storage.entries }

  /// The index of the protocol called `id`.
  public func index(of id: ProtocolID) -> Int? { storage.indices[id] }

  /// Adds a protocol, or puts it in the place of the one with the same name.
  ///
  /// Inlinable, so that the dissector is compiled for the protocol and not for any: that took five
  /// times as long.
  @inlinable
  public mutating func register<View: ProtocolView & ~Escapable>(_ view: View.Type) {
    add(
      Entry(id: View.id, title: View.title, fields: View.fields.map { AnyField($0) }),
      bindings: View.bindings
    ) { bytes, outcome in
      Self.dissect(View.self, bytes, &outcome)
    }
  }

  @usableFromInline
  mutating func add(_ entry: Entry, bindings: [Binding], dissector: @escaping Dissector) {
    var entries = storage.entries
    var dissectors = storage.dissectors
    var indices = storage.indices
    let index = indices[entry.id] ?? entries.count
    if index == entries.count {
      entries.append(entry)
      dissectors.append(dissector)
    } else {
      entries[index] = entry
      dissectors[index] = dissector
    }
    indices[entry.id] = index
    storage = Storage(
      entries: entries, dissectors: dissectors, indices: indices, registers: storage.registers,
      others: storage.others)
    bind(bindings, to: index)
  }

  /// Announces a protocol of the table by one more number (`-d udp.port==5353,dns`).
  ///
  /// - Returns: False when the table does not know the protocol.
  public mutating func bind(_ binding: Binding, to id: ProtocolID) -> Bool {
    guard let index = storage.indices[id] else { return false }
    bind([binding], to: index)
    return true
  }

  private mutating func bind(_ bindings: [Binding], to index: Int) {
    var registers = storage.registers
    var others = storage.others
    for binding in bindings {
      let code = Int(binding.register.code)
      if code < registers.count {
        registers[code][binding.number] = index
      } else {
        others[binding.register, default: NumberTable()][binding.number] = index
      }
    }
    storage = Storage(
      entries: storage.entries, dissectors: storage.dissectors, indices: storage.indices,
      registers: registers, others: others)
  }

  @inlinable
  static func dissect<View: ProtocolView & ~Escapable>(
    _ type: View.Type, _ bytes: RawSpan, _ outcome: inout Outcome
  ) {
    do throws(DecodeError) {
      let view = try View(decoding: bytes)
      outcome.length = view.bytes.byteCount
      outcome.payload = bytes.byteOffsets(of: view.payload) ?? 0..<0
      outcome.wireLength = view.wireByteCount
      outcome.next = view.next
      outcome.flags = View.isNetwork ? .network : []
    } catch {
      outcome = Outcome(length: bytes.byteCount, error: error)
    }
  }
}

extension DissectorTable.Storage {
  /// The index of the protocol that `binding` announces.
  func index(of binding: Binding) -> Int? {
    let code = Int(binding.register.code)
    return code < registers.count
      ? registers[code][binding.number] : others[binding.register]?[binding.number]
  }

  func index(of next: NextLayer) -> Int? {
    switch next {
    case .none, .data: nil
    case .bound(let binding): index(of: binding)
    case .either(let first, let second): index(of: first) ?? index(of: second)
    case .named(let id): indices[id]
    }
  }
}
