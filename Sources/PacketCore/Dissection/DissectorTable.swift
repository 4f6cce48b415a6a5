/// The protocols that a dissection knows, and the numbers that announce them.
///
/// A value: a program adds protocols of its own to a copy of the standard table.
public struct DissectorTable: Sendable {
  /// A protocol of a table.
  public struct Entry: Sendable {
    public let id: ProtocolID
    public let title: String
    private let lazyFields: LazyFields
    private let details: @Sendable () -> Details
    /// Made when they are first asked for: who only wants layers does not wait for 2,000 closures.
    public var fields: [AnyField] { lazyFields.value }
    /// Where the protocol is specified; empty when it does not say.
    public var specification: String { details().specification }
    /// How the protocol shows itself in a packet's line. Made anew each time.
    public var summary: AnySummary? { details().summary }

    @usableFromInline
    init(
      id: ProtocolID, title: String, fields: @escaping @Sendable () -> [AnyField],
      details: @escaping @Sendable () -> Details
    ) {
      self.id = id
      self.title = title
      self.details = details
      lazyFields = LazyFields(fields)
    }

    /// What is asked for seldom, and not made before.
    @usableFromInline
    struct Details {
      var specification: String
      var summary: AnySummary?

      @usableFromInline
      init(specification: String, summary: AnySummary?) {
        self.specification = specification
        self.summary = summary
      }
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

  var storage: Storage

  /// A table that knows only what has no structure.
  public init() {
    storage = Storage(Contents())
    register(UnknownData.self)
  }

  /// The protocols, by ``Layer/protocolIndex``.
  public var entries: [Entry] { storage.contents.entries }

  /// The index of the protocol called `id`.
  public func index(of id: ProtocolID) -> Int? { storage.contents.index(of: id) }

  /// The index of the protocol that a number announces.
  public func index(of binding: Binding) -> Int? { storage.contents.index(of: binding) }

  /// Adds a protocol, or puts it in the place of the one with the same name.
  ///
  /// Inlinable, so that the dissector is compiled for the protocol and not for any: that took five
  /// times as long.
  @inlinable
  public mutating func register<View: ProtocolView & ~Escapable>(_ view: View.Type) {
    add(
      Entry(id: View.id, title: View.title) {
        View.fields.map { AnyField($0) }
      } details: {
        Entry.Details(
          specification: View.specification, summary: View.summary.map { AnySummary($0) })
      },
      bindings: View.bindings, probe: View.probe
    ) { bytes, outcome in
      Self.dissect(View.self, bytes, &outcome)
    }
  }

  @usableFromInline
  mutating func add(
    _ entry: Entry, bindings: [Binding], probe: ContentProbe?, dissector: @escaping Dissector
  ) {
    change { contents in
      let index = contents.add(entry, probe, dissector)
      for binding in bindings { contents.bind(binding, to: index) }
    }
  }

  /// Announces a protocol of the table by one more number.
  ///
  /// - Returns: False when the table does not know the protocol.
  public mutating func bind(_ binding: Binding, to id: ProtocolID) -> Bool {
    guard let index = index(of: id) else { return false }
    change { $0.bind(binding, to: index) }
    return true
  }

  /// Takes what a number announces for a protocol, whatever the bytes look like: tshark's "decode as".
  ///
  /// Goes before everything else that the packet tells, also before the other port.
  /// - Returns: False when the table does not know the protocol.
  public mutating func decode(_ binding: Binding, as id: ProtocolID) -> Bool {
    guard let index = index(of: id) else { return false }
    change { $0.force(binding, index) }
    return true
  }

  /// Changes the contents in place, unless another copy of the table shares them: while this one lets
  /// go of them, they are not copied. That made the standard table in a third of the time.
  mutating func change(_ body: (inout Contents) -> Void) {
    var contents = storage.contents
    storage = .empty
    body(&contents)
    storage = Storage(contents)
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
      outcome.flags = View.isNetwork ? .network : view.quotesPacket ? .quotes : []
    } catch {
      outcome = Outcome(length: bytes.byteCount, error: error)
    }
  }
}
