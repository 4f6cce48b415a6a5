import PacketCore

extension DHCPv4 {
  /// Where an option stands, in bytes from the start of the message.
  public struct OptionPlace: Hashable, Sendable {
    public var code: OptionCode
    public var offset: Int
    /// Size of the value, in bytes.
    public var length: Int
    /// Padding and the end have no value, and no length before it.
    public var hasLength: Bool { code != .pad && code != .end }
    public var value: Range<Int> { offset + (hasLength ? 2 : 1)..<end }
    public var end: Int { offset + (hasLength ? 2 : 1) + length }
  }

  /// The options of a message, one after the other; bounded by the message's bytes.
  ///
  /// Where option 52 says that the fields for the server's name and the boot file hold options, these
  /// come right after it.
  public struct Options: ~Escapable {
    private let bytes: RawSpan
    private var offset: Int
    private var end: Int
    /// What is to be read after this region.
    private var regions: [Range<Int>] = []
    private var isMain = true
    /// Where the list ends in the main region: after its end mark.
    private(set) var mainEnd: Int?

    @_lifetime(copy message)
    init(_ message: borrowing DHCPv4) {
      bytes = message.bytes
      offset = message.hasOptions ? 240 : bytes.byteCount
      end = bytes.byteCount
    }

    /// The next option; nil after the last, and where one is cut short.
    @_lifetime(self: copy self)
    public mutating func next() -> OptionPlace? {
      while true {
        if let option = read() { return option }
        guard let region = regions.popLast() else { return nil }
        offset = region.lowerBound
        end = region.upperBound
        isMain = regions.isEmpty
      }
    }

    @_lifetime(self: copy self)
    private mutating func read() -> OptionPlace? {
      guard offset < end else { return nil }
      let start = offset
      let code = OptionCode(rawValue: bytes.byte(at: start))
      switch code {
      case .pad:
        while offset < end, bytes.byte(at: offset) == 0 { offset += 1 }
        return OptionPlace(code: code, offset: start, length: offset - start - 1)
      case .end:
        if isMain { mainEnd = start + 1 }
        offset = end
        return OptionPlace(code: code, offset: start, length: 0)
      default:
        let length = Int(bytes.byte(at: start + 1))
        guard start + 2 + length <= end else {
          offset = end
          return nil
        }
        offset = start + 2 + length
        if code == .overload, length == 1, isMain { overload(bytes.byte(at: start + 2)) }
        return OptionPlace(code: code, offset: start, length: length)
      }
    }

    /// The field for the server's name first, as tshark shows it; then the one for the boot file.
    @_lifetime(self: copy self)
    private mutating func overload(_ fields: UInt8) {
      guard 1...3 ~= fields, regions.isEmpty else { return }
      regions.append(offset..<end)
      if fields & 1 != 0 { regions.append(108..<236) }
      if fields & 2 != 0 { regions.append(44..<108) }
      offset = end
      isMain = false
    }
  }

  /// Calls `body` with each option of a code; with all when none is given.
  func forEachOption(_ code: OptionCode? = nil, _ body: (OptionPlace) -> Void) {
    var options = options
    while let option = options.next() {
      if code == nil || code == option.code { body(option) }
    }
  }
}
