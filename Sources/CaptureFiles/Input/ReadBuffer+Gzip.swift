import PacketCore

extension ReadBuffer {
  /// Whether the unread bytes begin as gzip does.
  var startsAsGzip: Bool { withUnread { $0.bigEndian(UInt16.self, at: 0) == 0x1f8b } }

  /// Unpacks the unread bytes and all that come after them.
  mutating func unpack() throws(CaptureError) {
    #if Gzip
      try wrapInput { (start, input) throws(CaptureError) in
        try GzipInput(start: start, source: input)
      }
    #else
      throw CaptureError(
        .unsupported, "the file is compressed with gzip", offset: 0,
        advice: "Enable the package trait Gzip, or unpack the file with gunzip.")
    #endif
  }

  /// Reads until `count` bytes are unread, in this thread; false when the input ends before.
  mutating func need(_ count: Int) throws(CaptureError) -> Bool {
    while available < count {
      switch try refill() {
      case 0: return false
      case nil where !input.hasBufferedBytes: input.descriptor.waitInThread()
      default: break
      }
    }
    return true
  }
}
