public import PacketCore

/// Reads a capture file packet by packet, in the calling thread.
///
/// Reads pcap, pcapng and snoop files, also compressed with gzip (trait `Gzip`), in the memory of a
/// few chunks whatever the file's size. In asynchronous code, or to read from a pipe without
/// blocking a thread, use ``PacketCore/Capture``.
///
/// ```swift
/// var reader = try CaptureFileReader(path: "web.pcapng")
/// while let packet = try reader.next() { print(packet.timestamp) }
/// ```
public struct CaptureFileReader: ~Copyable {
  @usableFromInline var cursor = PacketCursor()
  private let engine: FileEngine

  /// Opens the file and reads its header.
  ///
  /// - Throws: `noSuchFile`, `permissionDenied`, `unsupported` for a directory or an unknown version,
  ///   `unknownFormat`, or `truncated` when the header is cut short.
  public init(path: String) throws(CaptureError) {
    try self.init(Descriptor(reading: path, waits: true))
  }

  /// Reads from a descriptor, from where it stands, and reads the header at once.
  ///
  /// - Parameter isOwned: Whether to close the descriptor with the reader.
  public init(descriptor: CInt, isOwned: Bool = false) throws(CaptureError) {
    try self.init(Descriptor(descriptor, owned: isOwned))
  }

  private init(_ descriptor: Descriptor) throws(CaptureError) {
    engine = FileEngine(descriptor)
    try engine.prime()
  }

  /// The next packet; nil at the end.
  ///
  /// - Throws: What is wrong with the file, with the byte offset, once all packets before it have
  ///   been returned. From then on, nil is returned.
  @inlinable
  public mutating func next() throws(CaptureError) -> Packet? {
    if let packet = cursor.next() { return packet }
    return try refill()
  }

  /// The next packets that one read gave, for ``PacketCore/PacketBatch/forEachView(_:)``; nil at the end.
  ///
  /// What ``next()`` has left of its batch is skipped.
  ///
  /// - Throws: As ``next()``.
  public mutating func nextBatch() throws(CaptureError) -> PacketBatch? {
    cursor.clear()
    while true {
      switch try engine.step() {
      case .batch(let batch): return batch
      case .end: return nil
      case .needsBytes:
        if try engine.fill() == nil, !engine.hasBufferedBytes { engine.descriptor.waitInThread() }
      }
    }
  }

  @usableFromInline @inline(never)
  mutating func refill() throws(CaptureError) -> Packet? {
    guard let batch = try nextBatch() else { return nil }
    cursor.take(batch)
    return cursor.next()
  }

  /// The interfaces that the file has described so far; those at its start right after opening.
  public var interfaces: [InterfaceDescription] { engine.interfaces.all }

  /// What the file, or pcapng's current section, says about itself.
  public var info: CaptureFileInfo {
    engine.info ?? CaptureFileInfo(format: CaptureFileFormat.none)
  }

  public var format: CaptureFileFormat { info.format }
}

extension CaptureFileFormat {
  /// Of a file whose header has not been read; no reader exists without it.
  static var none: CaptureFileFormat {
    CaptureFileFormat(kind: .pcap, byteOrder: .littleEndian, majorVersion: 0, minorVersion: 0)
  }
}
