/// Why a capture could not be opened, read or written, and where.
public struct CaptureError: Error, Hashable, Sendable {
  /// What kind of failure it is. New kinds may be added.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }

    /// There is no such file.
    public static let noSuchFile = Code("no such file")
    /// There is no such interface.
    public static let noSuchInterface = Code("no such interface")
    /// The process may not do this; ``CaptureError/advice`` says what grants it.
    public static let permissionDenied = Code("permission denied")
    /// The file is not a capture of a format that is read here.
    public static let unknownFormat = Code("unknown format")
    /// The file ends inside a record.
    public static let truncated = Code("truncated")
    /// A record holds what its format forbids.
    public static let malformed = Code("malformed")
    /// A record is larger than the reader's limit.
    public static let limitExceeded = Code("limit exceeded")
    /// The operating system refused a read, a write or a wait.
    public static let system = Code("system error")
    /// A filter expression does not compile.
    public static let badFilter = Code("bad filter")
    /// The interface went down or away.
    public static let interfaceGone = Code("interface gone")
    /// A file that is followed was truncated, or another one took its name.
    public static let fileReplaced = Code("file replaced")
    /// The capture was closed before.
    public static let closed = Code("closed")
    /// There is no room for it now; the same call may succeed later.
    public static let wouldBlock = Code("would block")
    /// A sequence of packets that the program supplied threw an error.
    public static let sourceFailed = Code("source failed")
    /// The device or file cannot do what was asked of it.
    public static let unsupported = Code("unsupported")
  }

  public var code: Code
  /// What went wrong, in words; libpcap's or the system's own where there are any.
  public var message: String
  /// Distance from the start of the file to the record at fault, in bytes.
  public var offset: UInt64?
  /// What to do about it, where that is known.
  public var advice: String?

  public init(_ code: Code, _ message: String, offset: UInt64? = nil, advice: String? = nil) {
    self.code = code
    self.message = message
    self.offset = offset
    self.advice = advice
  }
}

extension CaptureError: CustomStringConvertible {
  public var description: String {
    var text = message
    if let offset { text += " (at byte \(offset))" }
    if let advice { text += "\n\(advice)" }
    return text
  }
}
