import PacketCore

/// One option of a pcapng block: what its number means depends on the block's type.
public struct PcapNGOption: Hashable, Sendable {
  public var code: UInt16
  /// The value without padding; numbers in it have the byte order of the section.
  public var value: [UInt8]

  public init(code: UInt16, value: [UInt8]) {
    self.code = code
    self.value = value
  }

  /// The value as UTF-8 text, up to a terminating zero if there is one.
  public var text: String { String(decoding: value.prefix { $0 != 0 }, as: UTF8.self) }
}

/// The options of a pcapng block, in the order of the file
/// ([draft-ietf-opsawg-pcapng](https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/) §3.5).
public struct PcapNGOptions: Hashable, Sendable {
  /// Byte order of the numbers in the values.
  public let byteOrder: CaptureFileFormat.ByteOrder
  private var elements: [PcapNGOption]
  /// What stood after them, from `opt_endofopt` on; nil for options that no file held.
  private(set) var tail: [UInt8]?

  public init(
    _ options: [PcapNGOption] = [], byteOrder: CaptureFileFormat.ByteOrder = .littleEndian
  ) {
    elements = options
    self.byteOrder = byteOrder
  }

  /// Reads options; what does not fit into `bytes` ends them.
  ///
  /// - Parameter isWhole: Set to whether all of them fitted.
  init(_ bytes: RawSpan, byteOrder: CaptureFileFormat.ByteOrder, isWhole: inout Bool) {
    self.byteOrder = byteOrder
    elements = []
    let fields = BlockFields(bytes, isBigEndian: byteOrder == .bigEndian)
    var end = 0
    var found: [PcapNGOption] = []
    isWhole = !fields.forEachOption(from: 0) { code, range in
      found.append(
        PcapNGOption(
          code: code, value: bytes.slice(from: range.lowerBound, count: range.count).copied()))
      end = (range.upperBound + 3) & ~3
    }
    elements = found
    tail = bytes.slice(from: end).copied()
  }
}

extension PcapNGOptions: RandomAccessCollection, MutableCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { elements.count }

  public subscript(index: Int) -> PcapNGOption {
    get { elements[index] }
    set { elements[index] = newValue }
  }
}

extension PcapNGOptions {
  public mutating func append(_ option: PcapNGOption) { elements.append(option) }

  public mutating func removeAll(code: UInt16) { elements.removeAll { $0.code == code } }

  /// All `opt_comment`.
  public var comments: [String] {
    get { texts(1) }
    set { set(1, newValue.map { [UInt8]($0.utf8) }) }
  }

  /// The first option of this code.
  public func first(code: UInt16) -> PcapNGOption? { elements.first { $0.code == code } }

  /// The texts of all options of this code.
  public func texts(_ code: UInt16) -> [String] {
    elements.filter { $0.code == code }.map(\.text)
  }

  /// The text of the first option of this code.
  public func text(_ code: UInt16) -> String? { first(code: code)?.text }

  /// The number in the first option of this code; nil if it has another size than `T`.
  public func number<T: FixedWidthInteger & BitwiseCopyable>(_ code: UInt16, as type: T.Type) -> T?
  {
    guard let value = first(code: code)?.value, value.count == MemoryLayout<T>.size else {
      return nil
    }
    let bytes = value.rawSpan
    return byteOrder == .bigEndian
      ? bytes.bigEndian(T.self, at: 0) : bytes.littleEndian(T.self, at: 0)
  }

  /// Replaces the options of this code by one of `value`, or by none.
  public mutating func set<T: FixedWidthInteger>(_ code: UInt16, _ value: T?) {
    set(code, value.map { [BlockBuilder.bytes($0, byteOrder)] } ?? [])
  }

  /// Replaces the options of this code by one of `text`, or by none.
  public mutating func set(_ code: UInt16, text: String?) {
    set(code, text.map { [[UInt8]($0.utf8)] } ?? [])
  }

  mutating func set(_ code: UInt16, _ values: [[UInt8]]) {
    removeAll(code: code)
    elements += values.map { PcapNGOption(code: code, value: $0) }
  }
}
