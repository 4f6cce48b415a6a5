/// A packet as captured: its bytes, when it was seen and how long it was.
///
/// A small value that shares the bytes with its neighbours in one ``Chunk``. A packet that is kept
/// keeps that whole chunk alive, 256 KiB to 1 MiB; keep ``detached()`` when you keep few of many.
@frozen
public struct Packet: Sendable {
  @usableFromInline let chunk: Chunk
  @usableFromInline let record: PacketRecord

  @inlinable @inline(__always)
  init(chunk: Chunk, record: PacketRecord) {
    self.chunk = chunk
    self.record = record
  }

  /// The captured bytes, from the link layer's first.
  @inlinable
  public var bytes: RawSpan {
    @_lifetime(borrow self) @inline(__always)
    get {
      let span = unsafe RawSpan(
        _unsafeStart: UnsafeRawPointer(chunk.base) + record.offset,
        byteCount: record.capturedLength)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// When the packet was seen; ``Timestamp/epoch`` if ``hasTimestamp`` is false.
  @inlinable public var timestamp: Timestamp { record.timestamp }
  /// False for the few packets that a file stores without a time (pcapng's Simple Packet Block).
  @inlinable public var hasTimestamp: Bool { !record.flags.contains(.noTimestamp) }
  /// Bytes captured; less than ``originalLength`` when the snap length cut the packet.
  @inlinable public var capturedLength: Int { record.capturedLength }
  /// Bytes on the wire.
  @inlinable public var originalLength: Int { record.originalLength }
  /// The header that ``bytes`` starts with.
  @inlinable public var linkType: LinkType { record.linkType }
  /// Position of ``interface`` among the interfaces of the capture.
  @inlinable public var interfaceIndex: Int { record.interface }
  /// Where the packet came from.
  public var interface: InterfaceDescription? { chunk.interfaces[interfaceIndex] }
  /// What ``interfaceIndex`` counts in: the same for all packets of one capture.
  package var interfaceTable: InterfaceTable { chunk.interfaces }
}

extension Packet {
  /// A packet made from bytes of any origin.
  ///
  /// - Parameter originalLength: Bytes on the wire; as many as `bytes` when nil.
  public init(
    bytes: [UInt8], linkType: LinkType = .ethernet, timestamp: Timestamp = .epoch,
    originalLength: Int? = nil
  ) {
    unsafe self.init(
      bytes: bytes.span.bytes, linkType: linkType, timestamp: timestamp,
      originalLength: originalLength)
  }

  /// A packet with a copy of `bytes`.
  public init(
    bytes: RawSpan, linkType: LinkType = .ethernet, timestamp: Timestamp = .epoch,
    originalLength: Int? = nil
  ) {
    let table = InterfaceTable([InterfaceDescription(linkType: linkType)])
    let record = PacketRecord(
      offset: 0, capturedLength: UInt32(clamping: bytes.byteCount),
      originalLength: UInt32(clamping: originalLength ?? bytes.byteCount),
      seconds: timestamp.seconds, nanoseconds: timestamp.nanoseconds, linkType: linkType)
    self.init(
      chunk: Chunk(copying: bytes, interfaces: table), record: record)
  }

  /// The same packet with a copy of its own bytes, which no longer keeps its chunk alive.
  public func detached() -> Packet {
    let extent = chunk.extent(of: record)
    let whole = unsafe RawSpan(
      _unsafeStart: UnsafeRawPointer(chunk.base) + extent.lowerBound, byteCount: extent.count)
    return Packet(
      chunk: Chunk(copying: whole, interfaces: chunk.interfaces),
      record: record.moved(to: UInt32(record.offset - extent.lowerBound)))
  }

  /// The pcapng options that follow the packet's bytes in its file; empty when there are none.
  public var optionBytes: RawSpan {
    @_lifetime(borrow self)
    get {
      let region = chunk.optionRegion(of: record)
      let span = unsafe RawSpan(
        _unsafeStart: UnsafeRawPointer(chunk.base) + region.lowerBound, byteCount: region.count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// Whether ``optionBytes`` stands in big-endian byte order.
  public var optionsAreBigEndian: Bool { record.layout == .optionsBigEndian }
}

extension Chunk {
  convenience init(copying span: RawSpan, interfaces: InterfaceTable) {
    self.init(capacity: span.byteCount, recordCapacity: 1, interfaces: interfaces)
    unsafe span.withUnsafeBytes { source in
      guard let start = source.baseAddress else { return }
      unsafe base.copyMemory(from: start, byteCount: source.count)
    }
  }
}
