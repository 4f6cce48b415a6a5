extension DissectorTable {
  /// All of a table, behind one reference: a table is copied with every packet's dissection.
  final class Storage: Sendable {
    let contents: Contents
    init(_ contents: Contents) { self.contents = contents }
    static let empty = Storage(Contents())
  }

  /// A function that an array holds as it is: in one of functions it would have another signature,
  /// and each call would go through a thunk and count references to it.
  struct DissectorReference: Sendable {
    let call: Dissector
  }

  /// A probe's test, held in the same way; one that takes everything where a protocol has no probe.
  struct TestReference: Sendable {
    let call: @Sendable (RawSpan) -> ContentProbe.Verdict
    static let none = TestReference { _ in .possible }
  }

  struct Contents: Sendable {
    // One element a protocol each.
    private(set) var entries: [Entry] = []
    private(set) var dissectors: [DissectorReference] = []
    private(set) var probes: [ContentProbe?] = []
    private(set) var tests: [TestReference] = []

    private var indices = NameTable()
    /// For most Ethernet frames; nil once the table has been changed in what it goes by.
    var shortcut: LayerShortcut?
    /// By ``Binding/Register``'s code, as far as it is built in.
    private var registers = Array(
      repeating: NumberTable(), count: Binding.Register.builtInCount)
    private var others: [Binding.Register: NumberTable] = [:]
    /// Bindings that hold whatever the bytes look like; seldom any.
    private var forced: [Binding: Int] = [:]
    private var probeTables = Array(
      repeating: ProbeTable(), count: Binding.Register.builtInCount)

    /// - Returns: The protocol's index: that of the one with the same name, whose place it takes.
    mutating func add(_ entry: Entry, _ probe: ContentProbe?, _ dissector: @escaping Dissector)
      -> Int
    {
      let index = indices[entry.id] ?? entries.count
      let test = probe.map { TestReference(call: $0.test) } ?? .none
      if index == entries.count {
        entries.append(entry)
        dissectors.append(DissectorReference(call: dissector))
        probes.append(probe)
        tests.append(test)
      } else {
        entries[index] = entry
        dissectors[index] = DissectorReference(call: dissector)
        probes[index] = probe
        tests[index] = test
        for code in probeTables.indices { probeTables[code].remove(index) }
        if shortcut?.premises.contains(where: { $0.protocolIndex == index }) == true {
          shortcut = nil
        }
      }
      indices.insert(entry.id, index)
      for register in probe?.registers ?? [] where Int(register.code) < probeTables.count {
        if let probe { probeTables[Int(register.code)].add(probe, index) }
      }
      return index
    }

    mutating func bind(_ binding: Binding, to index: Int) {
      if shortcut?.premises.contains(where: { $0.binding == binding }) == true { shortcut = nil }
      let code = Int(binding.register.code)
      if code < registers.count {
        registers[code][binding.number] = index
      } else {
        others[binding.register, default: NumberTable()][binding.number] = index
      }
    }

    mutating func force(_ binding: Binding, _ index: Int) {
      forced[binding] = index
      bind(binding, to: index)
    }

    /// The index of the protocol called `id`.
    func index(of id: ProtocolID) -> Int? { indices[id] }

    /// The index of the protocol that `binding` announces.
    func index(of binding: Binding) -> Int? {
      let code = Int(binding.register.code)
      return code < registers.count
        ? registers[code][binding.number] : others[binding.register]?[binding.number]
    }

    /// The index of the protocol that `payload` is of, going by what its layer says follows.
    func index(of next: NextLayer, _ payload: RawSpan) -> Int? {
      if !forced.isEmpty, let index = forcedIndex(of: next) { return index }
      return switch next {
      case .none, .data: nil
      case .named(let id): indices[id]
      case .bound(let binding):
        accepted(index(of: binding), payload) ?? recognized(payload, binding.register)
      case .either(let first, let second):
        accepted(index(of: first), payload) ?? accepted(index(of: second), payload)
          ?? recognized(payload, first.register)
      }
    }

    private func forcedIndex(of next: NextLayer) -> Int? {
      switch next {
      case .bound(let binding): forced[binding]
      case .either(let first, let second): forced[first] ?? forced[second]
      default: nil
      }
    }

    /// `index`, unless its protocol refuses the payload.
    private func accepted(_ index: Int?, _ payload: RawSpan) -> Int? {
      guard let index else { return nil }
      return tests[index].call(payload) == .refused ? nil : index
    }

    /// The protocol that the payload's first bytes prove, on whatever number it came.
    private func recognized(_ payload: RawSpan, _ register: Binding.Register) -> Int? {
      let code = Int(register.code)
      guard code < probeTables.count else { return nil }
      return probeTables[code].first(payload.byte(at: 0)) { tests[$0].call(payload) == .certain }
    }
  }
}
