/// What an element of BER is: its class, whether it holds others, and its number (X.690 §8.1.2).
public struct BERTag: Hashable, Sendable, BitwiseCopyable {
  public enum Class: UInt8, Sendable, BitwiseCopyable {
    case universal, application, contextSpecific, `private`
  }

  public var tagClass: Class
  public var isConstructed: Bool
  public var number: UInt32

  public init(_ tagClass: Class, _ number: UInt32, isConstructed: Bool = false) {
    self.tagClass = tagClass
    self.number = number
    self.isConstructed = isConstructed
  }

  /// `[number]` of a specification.
  public static func context(_ number: UInt32, isConstructed: Bool = true) -> BERTag {
    BERTag(.contextSpecific, number, isConstructed: isConstructed)
  }

  /// `[APPLICATION number]` of a specification.
  public static func application(_ number: UInt32, isConstructed: Bool = true) -> BERTag {
    BERTag(.application, number, isConstructed: isConstructed)
  }

  public static var boolean: BERTag { BERTag(.universal, 1) }
  public static var integer: BERTag { BERTag(.universal, 2) }
  public static var bitString: BERTag { BERTag(.universal, 3) }
  public static var octetString: BERTag { BERTag(.universal, 4) }
  public static var null: BERTag { BERTag(.universal, 5) }
  public static var objectIdentifier: BERTag { BERTag(.universal, 6) }
  public static var enumerated: BERTag { BERTag(.universal, 10) }
  public static var utf8String: BERTag { BERTag(.universal, 12) }
  public static var sequence: BERTag { BERTag(.universal, 16, isConstructed: true) }
  public static var set: BERTag { BERTag(.universal, 17, isConstructed: true) }
  public static var numericString: BERTag { BERTag(.universal, 18) }
  public static var printableString: BERTag { BERTag(.universal, 19) }
  public static var teletexString: BERTag { BERTag(.universal, 20) }
  public static var ia5String: BERTag { BERTag(.universal, 22) }
  public static var utcTime: BERTag { BERTag(.universal, 23) }
  public static var generalizedTime: BERTag { BERTag(.universal, 24) }
  public static var visibleString: BERTag { BERTag(.universal, 26) }
  public static var generalString: BERTag { BERTag(.universal, 27) }
  public static var universalString: BERTag { BERTag(.universal, 28) }
  public static var bmpString: BERTag { BERTag(.universal, 30) }
}

/// Where an element of BER stands, in bytes from the start of what its reader reads.
///
/// Ranges, no bytes: an element may be kept, and read again with the span it was found in.
public struct BERElement: Hashable, Sendable {
  public var tag: BERTag
  /// Where the identifier begins.
  public var start: Int
  /// The contents, clipped to what is there.
  public var contents: Range<Int>
  /// Where the next element begins: after the contents and, with the indefinite form, their end mark.
  public var end: Int
  /// Whether the contents go on beyond what is there.
  public var isCut: Bool
  /// The nesting depth of the reader that found it; 0 for the outermost.
  public var depth: Int

  /// Identifier, length and contents.
  public var range: Range<Int> { start..<max(start, end) }
}
