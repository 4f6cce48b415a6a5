/// The packets that a source handed over at once: a run of the records of one ``Chunk``.
///
/// A collection of ``Packet`` for who keeps some of them, and the cheapest loop of all for who only
/// looks: ``forEachView(_:)`` lends each packet without touching the chunk's reference count.
@frozen
public struct PacketBatch: Sendable {
  @usableFromInline let chunk: Chunk
  @usableFromInline let start: Int
  @usableFromInline let end: Int
  /// Packets that were lost between the previous batch and this one (live captures).
  public var dropped: UInt64

  /// The first `count` records of `chunk`, or those in `range`.
  ///
  /// The caller has filled these records, and writes to the chunk again only when it is uniquely
  /// referenced.
  package init(chunk: Chunk, range: Range<Int>, dropped: UInt64 = 0) {
    self.chunk = chunk
    self.start = Swift.max(0, range.lowerBound)
    self.end = Swift.min(chunk.recordCapacity, range.upperBound)
    self.dropped = dropped
  }

  /// Calls `body` with a view of each packet, in order.
  @inlinable
  public func forEachView<Failure: Error>(
    _ body: (borrowing PacketView) throws(Failure) -> Void
  ) throws(Failure) {
    for index in start..<end {
      let record = unsafe chunk.records[index]
      let bytes = unsafe RawSpan(
        _unsafeStart: UnsafeRawPointer(chunk.base) + record.offset,
        byteCount: record.capturedLength)
      try body(PacketView(bytes: bytes, record: record))
    }
  }
}

extension PacketBatch: RandomAccessCollection {
  @inlinable public var startIndex: Int { start }
  @inlinable public var endIndex: Int { end }

  @inlinable
  public subscript(index: Int) -> Packet {
    precondition(index >= start && index < end, "index out of range")
    return unsafe Packet(chunk: chunk, record: chunk.records[index])
  }
}

/// A packet that is lent for the time of a call: what ``Packet`` tells, without a share in its bytes.
@frozen
public struct PacketView: ~Escapable {
  /// The captured bytes, from the link layer's first.
  public let bytes: RawSpan
  @usableFromInline let record: PacketRecord

  @inlinable @inline(__always) @_lifetime(copy bytes)
  init(bytes: RawSpan, record: PacketRecord) {
    self.bytes = bytes
    self.record = record
  }

  @inlinable public var timestamp: Timestamp { record.timestamp }
  @inlinable public var capturedLength: Int { record.capturedLength }
  @inlinable public var originalLength: Int { record.originalLength }
  @inlinable public var linkType: LinkType { record.linkType }
  @inlinable public var interfaceIndex: Int { record.interface }
}
