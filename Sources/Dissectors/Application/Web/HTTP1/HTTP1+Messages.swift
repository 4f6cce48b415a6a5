import PacketCore

extension HTTP1 {
  /// Where the parts of a message stand in a segment.
  struct Place {
    enum Kind { case request, response, continuation }
    var kind: Kind
    /// An empty line before the start line, which the message before should not have had.
    var leadingBreak: Range<Int>?
    /// Nil in a continuation.
    var start: StartLine?
    /// Whether it starts with a character that can be printed; what does not is not read as text.
    var isText = true
    /// The header fields, without the empty line after them.
    var fields: Range<Int>
    var isHeaderComplete = false
    /// Whether the segment ends within the name of a header field.
    var endsInName = false
    /// The body as sent, chunk sizes included, as far as it stands in the segment.
    var body: Range<Int>
    var isChunked = false
    /// Whether the last chunk goes on in the next segment: then the body is not read.
    var endsInChunk = false
    /// A response that never has a body: 1xx, 204 and 304.
    var isBodyless = false
    var contentLength: UInt64?
    /// Values of the first fields of these names.
    var contentType: Range<Int>?
    var contentCoding: Range<Int>?
    /// NTLM's message in Base64, where a message authenticates with it (MS-NTHT §2.2).
    var ntlmToken: Range<Int>?

    var whole: Range<Int> { (start?.line.text.lowerBound ?? body.lowerBound)..<body.upperBound }
  }

  /// The messages of the segment.
  var messages: MessageCursor {
    @_lifetime(copy self)
    get { MessageCursor(bytes) }
  }

  /// Walks the messages of a segment.
  struct MessageCursor: ~Escapable {
    private let bytes: RawSpan
    private var offset = 0

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) { self.bytes = bytes }

    /// The next message; each is at least a byte long.
    @_lifetime(self: copy self)
    mutating func next() -> Place? {
      guard offset < bytes.byteCount else { return nil }
      var start = offset
      if bytes.byte(at: start) == 13, bytes.byte(at: start + 1) == 10 { start += 2 }
      let line = HTTP1.startLine(bytes, at: start)
      let header = line?.line.end ?? start
      var place = Place(
        kind: line.map { $0.isRequest ? .request : .response } ?? .continuation,
        leadingBreak: start > offset ? offset..<start : nil, start: line,
        fields: header..<header, body: header..<bytes.byteCount)
      if line != nil || 0x20...0x7e ~= bytes.byte(at: start) {
        readFields(&place)
      } else {
        place.isText = false
        place.body = offset..<bytes.byteCount
      }
      offset = max(place.body.upperBound, offset + 1)
      return place
    }

    /// Reads the fields that say how long the body is (RFC 9112 §6.3), and what it is.
    private func readFields(_ place: inout Place) {
      var cursor = HeaderFieldCursor(bytes, from: place.fields.lowerBound, isStrict: true)
      while let field = cursor.next() {
        place.fields = place.fields.lowerBound..<field.whole.upperBound
        switch bytes.byte(at: field.name.lowerBound) | 0x20 {
        case UInt8(ascii: "c"): noteContent(field, &place)
        case UInt8(ascii: "t"):
          guard bytes.equals("transfer-encoding", in: field.name) else { break }
          place.isChunked = bytes.starts(with: "chunked", in: field.value)
        case UInt8(ascii: "a"), UInt8(ascii: "p"), UInt8(ascii: "w"): noteToken(field, &place)
        default: break
        }
      }
      // What goes on with bytes that are no header is part of a body.
      let hasHeader = place.start != nil || !place.fields.isEmpty
      let start = cursor.headerEnd ?? (hasHeader ? cursor.offset : place.fields.lowerBound)
      place.isHeaderComplete = cursor.headerEnd != nil
      place.endsInName = cursor.endsInName
      if let line = place.start, !line.isRequest { place.isBodyless = hasNoBody(line.second) }
      place.body = start..<bodyEnd(&place, from: start)
    }

    private func noteContent(_ field: HeaderField, _ place: inout Place) {
      if bytes.equals("content-length", in: field.name) {
        place.contentLength = bytes.decimal(in: field.value)
      } else if place.contentType == nil, field.hasColon,
        bytes.equals("content-type", in: field.name)
      {
        place.contentType = field.value
      } else if place.contentCoding == nil, field.hasColon,
        bytes.equals("content-encoding", in: field.name)
      {
        place.contentCoding = field.value
      }
    }

    private func noteToken(_ field: HeaderField, _ place: inout Place) {
      guard place.ntlmToken == nil, bytes.has("NTLM TlRMTVNTUA", at: field.value.lowerBound) else {
        return
      }
      let isAuthentication =
        bytes.equals("www-authenticate", in: field.name)
        || bytes.equals("authorization", in: field.name)
        || bytes.equals("proxy-authenticate", in: field.name)
        || bytes.equals("proxy-authorization", in: field.name)
      if isAuthentication { place.ntlmToken = field.value.dropFirst(5) }
    }

    private func bodyEnd(_ place: inout Place, from start: Int) -> Int {
      if place.isBodyless { return start }
      if place.isChunked {
        var chunks = ChunkCursor(bytes, start..<bytes.byteCount)
        while let chunk = chunks.next() { place.endsInChunk = !chunk.isWhole }
        return chunks.end
      }
      let available = bytes.byteCount - start
      if let length = place.contentLength {
        return start + Int(min(length, UInt64(clamping: available)))
      }
      return place.kind == .request ? start : bytes.byteCount
    }

    /// Whether responses with the status code in `range` have no body (RFC 9112 §6.3).
    private func hasNoBody(_ range: Range<Int>) -> Bool {
      switch bytes.decimal(in: range) ?? 0 {
      case 100..<200, 204, 304: true
      default: false
      }
    }
  }

  /// Walks the chunks of a body (RFC 9112 §7.1).
  struct ChunkCursor: ~Escapable {
    struct Chunk {
      /// The line with the chunk's size.
      var size: TextLine
      /// The size that the line gives, at most what there is.
      var count: Int
      /// Whether as many bytes are there as the line says.
      var isWhole: Bool
      var data: Range<Int>
      /// The line end after the data, as far as it is there.
      var boundary: Range<Int>
      /// Header fields after the last chunk.
      var trailer: Range<Int>
    }

    private let bytes: RawSpan
    private let limit: Int
    /// Where the next chunk starts; after the last, where the body ends.
    private(set) var end: Int
    private var isDone = false

    /// Whether the last chunk and the empty line after it were read.
    private(set) var isComplete = false

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, _ range: Range<Int>) {
      self.bytes = bytes
      limit = min(range.upperBound, bytes.byteCount)
      end = min(range.lowerBound, limit)
    }

    /// The next chunk, also the last one of size zero; nil after it, or where no size stands.
    @_lifetime(self: copy self)
    mutating func next() -> Chunk? {
      guard !isDone else { return nil }
      var lines = LineCursor(bytes, from: end, to: limit)
      guard let size = lines.next(), let claimed = claimedSize(size) else {
        isDone = true
        end = limit
        return nil
      }
      let count = Int(min(claimed, UInt64(clamping: limit - size.end)))
      var chunk = Chunk(
        size: size, count: count, isWhole: claimed <= UInt64(count),
        data: size.end..<size.end + count,
        boundary: size.end..<size.end, trailer: size.end..<size.end)
      if claimed == 0 {
        isDone = true
        if size.isComplete { readTrailer(&chunk) } else { end = size.end }
      } else {
        chunk.boundary = chunk.data.upperBound..<min(chunk.data.upperBound + 2, limit)
        end = chunk.boundary.upperBound
        if claimed > UInt64(count) { isDone = true }
      }
      return chunk
    }

    @_lifetime(self: copy self)
    private mutating func readTrailer(_ chunk: inout Chunk) {
      var fields = HeaderFieldCursor(bytes, from: chunk.size.end, to: limit)
      while let field = fields.next() {
        chunk.trailer = chunk.trailer.lowerBound..<field.whole.upperBound
      }
      isComplete = fields.headerEnd != nil
      end = fields.headerEnd ?? fields.offset
    }

    private func claimedSize(_ line: TextLine) -> UInt64? {
      let digits = bytes.offset(of: 59, in: line.text) ?? line.text.upperBound
      return bytes.number(in: bytes.trimmed(line.text.lowerBound..<digits), radix: 16)
    }
  }
}
