public import PacketCore

/// Header compression of HTTP/2 ([RFC 7541](https://www.rfc-editor.org/rfc/rfc7541)).
public enum HPACK {
  /// A decoder for one direction of a connection: it keeps the dynamic table from block to block.
  ///
  /// ```swift
  /// var decoder = HPACK.Decoder()
  /// let fields = try decoder.decode(block.bytes)
  /// ```
  public struct Decoder: Sendable {
    /// Newest first.
    private var entries: [HTTP1.HeaderLine] = []
    /// Size of the entries as RFC 7541 §4.1 counts it, in bytes.
    private var size = 0
    private var maximumSize: Int
    /// What SETTINGS allow the encoder to set, in bytes.
    private let limit: Int
    /// Bytes of names and values that a block may decode to: indices repeat what was sent once.
    private static let blockLimit = 1 << 18

    /// - Parameter limit: SETTINGS_HEADER_TABLE_SIZE of the side that decodes, in bytes.
    public init(limit: Int = 4096) {
      maximumSize = limit
      self.limit = limit
    }

    /// Decodes a whole header block: HEADERS or PUSH_PROMISE with its CONTINUATION frames.
    ///
    /// - Throws: ``PacketCore/DecodeError`` if it ends early, or refers to an entry that is not there.
    public mutating func decode(_ block: RawSpan) throws(DecodeError) -> [HTTP1.HeaderLine] {
      var lines: [HTTP1.HeaderLine] = []
      var failure: DecodeError?
      let end = forEachItem(in: block, 0..<block.byteCount) { item in
        guard item.representation != .sizeUpdate, failure == nil else { return }
        if let name = item.name, let value = item.value {
          lines.append(HTTP1.HeaderLine(name: name, value: value))
        } else {
          failure = .malformed(HTTP2.id, field: "Index", at: item.range.lowerBound)
        }
      }
      if let failure { throw failure }
      guard end == block.byteCount else { throw .malformed(HTTP2.id, field: "Header", at: end) }
      return lines
    }

    /// Calls `body` with each representation in a block.
    ///
    /// - Returns: Where reading ended: before the end of `range` when the block is cut or at fault.
    @discardableResult
    mutating func forEachItem(
      in bytes: RawSpan, _ range: Range<Int>, _ body: (Item) -> Void
    ) -> Int {
      var reader = Reader(bytes, range)
      var total = 0
      while !reader.isAtEnd, total < Self.blockLimit {
        let start = reader.offset
        guard let item = item(&reader) else { return start }
        total += 32 + (item.name?.utf8.count ?? 0) + (item.value?.utf8.count ?? 0)
        body(item)
      }
      return reader.offset
    }

    private mutating func item(_ reader: inout Reader) -> Item? {
      let start = reader.offset
      let first = reader.peek
      var item = Item(representation: Representation(first), range: start..<start)
      guard let index = reader.integer(prefix: item.representation.prefix) else { return nil }
      item.index = index
      switch item.representation {
      case .sizeUpdate:
        maximumSize = min(Int(clamping: index), limit)
        evict()
      case .indexed:
        guard index > 0 else { return nil }
        let entry = entry(index)
        item.name = entry?.name
        item.value = entry?.value
      case .incremental, .plain, .neverIndexed:
        if index > 0 {
          item.name = entry(index)?.name
        } else {
          guard let name = reader.string() else { return nil }
          item.name = name
        }
        guard let value = reader.string() else { return nil }
        item.value = value
        if item.representation == .incremental { insert(item) }
      }
      item.range = start..<reader.offset
      return item
    }

    private func entry(_ index: UInt64) -> HTTP1.HeaderLine? {
      guard let position = Int(exactly: index) else { return nil }
      let count = HPACK.staticEntries.count
      if position <= count {
        let entry = HPACK.staticEntries[position - 1]
        return HTTP1.HeaderLine(name: entry.name, value: entry.value)
      }
      let place = position - count - 1
      return place < entries.count ? entries[place] : nil
    }

    /// RFC 7541 §4.4. An entry whose name is not known holds its place without one.
    private mutating func insert(_ item: Item) {
      let line = HTTP1.HeaderLine(name: item.name ?? "", value: item.value ?? "")
      entries.insert(line, at: 0)
      size += line.tableSize
      evict()
    }

    private mutating func evict() {
      while size > maximumSize, let last = entries.popLast() { size -= last.tableSize }
    }
  }

  /// How a header field is represented (RFC 7541 §6).
  enum Representation {
    case indexed, incremental, plain, neverIndexed, sizeUpdate

    init(_ first: UInt8) {
      self =
        if first & 0x80 != 0 { .indexed } else if first & 0x40 != 0 {
          .incremental
        } else if first & 0x20 != 0 { .sizeUpdate } else {
          first & 0x10 != 0 ? .neverIndexed : .plain
        }
    }

    /// Bits of the first byte that are of the integer.
    var prefix: Int {
      switch self {
      case .indexed: 7
      case .incremental: 6
      case .sizeUpdate: 5
      case .plain, .neverIndexed: 4
      }
    }
  }

  /// A representation in a block; name and value are nil when the table does not have them.
  struct Item {
    var representation: Representation
    /// The table's index, 0 for a name of its own; or the table's new size.
    var index: UInt64 = 0
    var name: String?
    var value: String?
    var range: Range<Int>
  }
}

extension HTTP1.HeaderLine {
  /// RFC 7541 §4.1.
  fileprivate var tableSize: Int { name.utf8.count + value.utf8.count + 32 }
}

extension HPACK {
  /// Reads a block's integers and strings.
  struct Reader: ~Escapable {
    private let bytes: RawSpan
    private(set) var offset: Int
    private let end: Int

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ range: Range<Int>) {
      self.bytes = bytes
      end = min(range.upperBound, bytes.byteCount)
      offset = min(range.lowerBound, end)
    }

    var isAtEnd: Bool { offset >= end }
    var peek: UInt8 { bytes.byte(at: offset) }

    /// RFC 7541 §5.1; nil past the end, or beyond 32 bits.
    @_lifetime(self: copy self)
    mutating func integer(prefix: Int) -> UInt64? {
      guard offset < end else { return nil }
      let mask = UInt8(1 << prefix - 1)
      var number = UInt64(peek & mask)
      offset += 1
      guard number == UInt64(mask) else { return number }
      for shift in stride(from: UInt64(0), through: 28, by: 7) {
        guard offset < end else { return nil }
        let byte = peek
        offset += 1
        number += UInt64(byte & 0x7f) << shift
        if byte & 0x80 == 0 { return number }
      }
      return nil
    }

    /// RFC 7541 §5.2; nil past the end.
    @_lifetime(self: copy self)
    mutating func string() -> String? {
      guard offset < end else { return nil }
      let isCoded = peek & 0x80 != 0
      guard let length = integer(prefix: 7), length <= UInt64(end - offset) else { return nil }
      let range = offset..<offset + Int(length)
      offset = range.upperBound
      guard isCoded else { return bytes.string(in: range) }
      return Huffman.decode(bytes, range).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// The code of RFC 7541 Appendix B: codes of the same length follow each other, the shortest first.
  enum Huffman {
    /// For each length: the first code, and where its bytes start in ``symbols``.
    private static let lengths: [(first: UInt32, count: UInt32, start: Int)] = {
      var table: [(first: UInt32, count: UInt32, start: Int)] = [(0, 0, 0)]
      var (code, start): (UInt32, Int) = (0, 0)
      for length in 1...30 {
        let count = codeLengths.count { Int($0) == length }
        table.append((code, UInt32(count), start))
        code = (code + UInt32(count)) << 1
        start += count
      }
      return table
    }()

    /// The bytes, by length of their codes.
    private static let symbols: [UInt8] = (1...30).flatMap { length in
      codeLengths.indices.filter { Int(codeLengths[$0]) == length }.map { UInt8($0) }
    }

    /// The bytes that a coded string stands for; nil when it is at fault. At most 8/5 of its length.
    static func decode(_ bytes: RawSpan, _ range: Range<Int>) -> [UInt8]? {
      var output: [UInt8] = []
      var (code, length): (UInt32, Int) = (0, 0)
      for offset in bytes.present(range) {
        let byte = bytes.byte(at: offset)
        for bit in stride(from: 7, through: 0, by: -1) {
          code = code << 1 | UInt32(byte >> UInt8(bit) & 1)
          length += 1
          guard length < lengths.count else { return nil }
          let row = lengths[length]
          if code >= row.first, code - row.first < row.count {
            output.append(symbols[row.start + Int(code - row.first)])
            (code, length) = (0, 0)
          }
        }
      }
      // What is left is the start of the code for the end, all ones.
      return length < 8 && code == UInt32(1 << length) - 1 ? output : nil
    }
  }
}
