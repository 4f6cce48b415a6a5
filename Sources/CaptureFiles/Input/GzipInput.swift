#if Gzip
  import CZlib
  import PacketCore

  /// What a gzip stream unpacks to ([RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)).
  ///
  /// Unpacks as much as it is asked for, so memory does not depend on the stream.
  @safe
  final class GzipInput: ByteInput {
    private let source: any ByteInput
    private var packed: [UInt8]
    /// The unread part of ``packed``.
    private var unread: Range<Int>
    private var isAtEnd = false
    private var isBetweenMembers = false
    private var sourceEnded = false
    /// What is thrown once the bytes before the damage have been handed out.
    private var fault: CaptureError?
    /// zlib keeps a pointer to it, so it may not move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// - Parameter start: Bytes of the stream that have been read from `source` already.
    init(start: [UInt8], source: any ByteInput) throws(CaptureError) {
      self.source = source
      packed = start
      unread = start.indices
      unsafe stream = .allocate(capacity: 1)
      unsafe stream.initialize(to: z_stream())
      // 15 bits of window, and 16 to say that it is gzip.
      let status = unsafe inflateInit2_(
        stream, 31, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
      guard status == Z_OK else {
        unsafe stream.deallocate()
        throw CaptureError(.system, "zlib cannot start (\(status))")
      }
      if packed.count < 65_536 { packed += [UInt8](repeating: 0, count: 65_536 - packed.count) }
    }

    deinit {
      unsafe inflateEnd(stream)
      unsafe stream.deallocate()
    }

    var descriptor: Descriptor { source.descriptor }
    var hasBufferedBytes: Bool { !unread.isEmpty || isAtEnd || sourceEnded || fault != nil }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CaptureError) -> Int? {
      if let fault {
        self.fault = nil
        isAtEnd = true
        throw fault
      }
      if isAtEnd { return 0 }
      if unread.isEmpty {
        guard let count = try readPacked() else { return nil }
        if count == 0 {
          sourceEnded = true
          isAtEnd = true
          if isBetweenMembers { return 0 }
          throw CaptureError(.truncated, "the gzip stream is cut short")
        }
        unread = 0..<count
      }
      if isBetweenMembers {
        // What follows a member and is no other one is padding, as gzip(1) has it.
        guard packed[unread.lowerBound] == 0x1f else {
          isAtEnd = true
          return 0
        }
        unsafe inflateReset(stream)
        isBetweenMembers = false
      }
      let count = unsafe inflate(into: buffer)
      if count > 0 { return count }
      return fault == nil ? nil : unsafe try read(into: buffer)
    }

    private func readPacked() throws(CaptureError) -> Int? {
      var result: Result<Int?, CaptureError> = .success(nil)
      unsafe packed.withUnsafeMutableBytes { bytes in
        do throws(CaptureError) {
          unsafe result = .success(try source.read(into: bytes))
        } catch { result = .failure(error) }
      }
      return try result.get()
    }

    private func inflate(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      let output = UInt32(clamping: buffer.count)
      unsafe stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
      unsafe stream.pointee.avail_out = output
      let status = unsafe packed.withUnsafeMutableBufferPointer { bytes in
        unsafe stream.pointee.next_in = bytes.baseAddress.map { unsafe $0 + unread.lowerBound }
        unsafe stream.pointee.avail_in = UInt32(clamping: unread.count)
        return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
      }
      unread = unsafe (unread.upperBound - Int(stream.pointee.avail_in))..<unread.upperBound
      switch status {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isBetweenMembers = true
      default: fault = CaptureError(.malformed, "the gzip stream is damaged")
      }
      return unsafe Int(output - stream.pointee.avail_out)
    }
  }
#endif
