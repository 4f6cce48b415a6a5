import PacketCore

extension SCTP {
  /// A chunk of a packet (RFC 9260 §3.2).
  public struct Chunk: ~Escapable {
    /// The whole chunk without padding, as far as it was captured.
    public let bytes: RawSpan

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    public var kind: Kind { Kind(rawValue: bytes.byte(at: 0)) }
    public var flags: UInt8 { bytes.byte(at: 1) }

    /// Size of the chunk without padding as sent, in bytes.
    public var length: UInt16 { bytes.bigEndian(UInt16.self, at: 2) }

    /// What follows type, flags and length.
    public var value: RawSpan {
      @_lifetime(copy self)
      get { bytes.slice(from: 4) }
    }

    /// A chunk's type ([IANA](https://www.iana.org/assignments/sctp-parameters)).
    public struct Kind: RawRepresentable, Hashable, Sendable, Codable {
      public var rawValue: UInt8
      public init(rawValue: UInt8) { self.rawValue = rawValue }

      public static let data = Kind(rawValue: 0)
      public static let initiation = Kind(rawValue: 1)
      public static let initiationAcknowledgment = Kind(rawValue: 2)
      public static let selectiveAcknowledgment = Kind(rawValue: 3)
      public static let heartbeatRequest = Kind(rawValue: 4)
      public static let heartbeatAcknowledgment = Kind(rawValue: 5)
      public static let abort = Kind(rawValue: 6)
      public static let shutdown = Kind(rawValue: 7)
      public static let shutdownAcknowledgment = Kind(rawValue: 8)
      public static let operationError = Kind(rawValue: 9)
      public static let cookieEcho = Kind(rawValue: 10)
      public static let cookieAcknowledgment = Kind(rawValue: 11)
      public static let congestionEcho = Kind(rawValue: 12)
      public static let congestionWindowReduced = Kind(rawValue: 13)
      public static let shutdownComplete = Kind(rawValue: 14)
      public static let authentication = Kind(rawValue: 15)
      public static let interleavedData = Kind(rawValue: 64)
      public static let addressAcknowledgment = Kind(rawValue: 128)
      public static let reconfiguration = Kind(rawValue: 130)
      public static let padding = Kind(rawValue: 132)
      public static let forwardTSN = Kind(rawValue: 192)
      public static let addressConfiguration = Kind(rawValue: 193)
      public static let interleavedForwardTSN = Kind(rawValue: 194)
    }
  }

  /// Goes through the chunks one by one, up to the first whose length is forbidden.
  public struct Chunks: ~Escapable {
    private let bytes: RawSpan
    private var cursor = ChunkCursor(SCTP.headerLength)

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next chunk; nil when there is none left.
    @_lifetime(copy self)
    public mutating func next() -> Chunk? {
      guard let range = cursor.next(in: bytes) else { return nil }
      return Chunk(bytes.slice(from: range.lowerBound, count: range.count))
    }
  }

  /// Walks chunks, or the parameters in them: 16 bits of length at the third byte, of header and
  /// value without the padding to a full word.
  struct ChunkCursor {
    private var offset: Int
    private let end: Int

    init(_ offset: Int, end: Int = .max) {
      self.offset = offset
      self.end = end
    }

    /// The place of the next one; its end may lie beyond what was captured.
    mutating func next(in bytes: RawSpan) -> Range<Int>? {
      guard offset + 4 <= min(end, bytes.byteCount) else { return nil }
      let start = offset
      let length = Int(bytes.bigEndian(UInt16.self, at: start + 2))
      guard length >= 4 else {
        offset = .max - 4
        return nil
      }
      offset += (length + 3) & ~3
      return start..<start + length
    }
  }
}
