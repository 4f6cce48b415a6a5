public import PacketCore

/// A function of Modbus and its data
/// ([MODBUS Application Protocol](https://modbus.org/docs/Modbus_Application_Protocol_V1_1b3.pdf) §4.1).
///
/// Whether it is asked or answered, only the port tells.
public struct Modbus: ProtocolView, ~Escapable {
  public static let id: ProtocolID = "modbus"
  public static var title: String { "Modbus" }
  public static var bindings: [Binding] { [] }
  public static var headerLength: Int { 1 }

  public let bytes: RawSpan

  @_lifetime(copy bytes)
  public init(unchecked bytes: RawSpan) { self.bytes = bytes }

  public var function: Function { Function(rawValue: bytes.byte(at: 0) & 0x7f) }
  /// Whether the function failed; the exception's code follows (§7).
  public var isException: Bool { bytes.byte(at: 0) & 0x80 != 0 }
  public var exceptionCode: UInt8? { isException && bytes.byteCount > 1 ? bytes.byte(at: 1) : nil }

  /// What is asked for (§6).
  public struct Function: RawRepresentable, BitwiseCopyable, Hashable, Codable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static var readCoils: Function { Function(rawValue: 1) }
    public static var readDiscreteInputs: Function { Function(rawValue: 2) }
    public static var readHoldingRegisters: Function { Function(rawValue: 3) }
    public static var readInputRegisters: Function { Function(rawValue: 4) }
    public static var writeSingleCoil: Function { Function(rawValue: 5) }
    public static var writeSingleRegister: Function { Function(rawValue: 6) }
    public static var readExceptionStatus: Function { Function(rawValue: 7) }
    public static var diagnostics: Function { Function(rawValue: 8) }
    public static var getEventCounter: Function { Function(rawValue: 11) }
    public static var getEventLog: Function { Function(rawValue: 12) }
    public static var writeMultipleCoils: Function { Function(rawValue: 15) }
    public static var writeMultipleRegisters: Function { Function(rawValue: 16) }
    public static var reportServerID: Function { Function(rawValue: 17) }
    public static var readFileRecord: Function { Function(rawValue: 20) }
    public static var writeFileRecord: Function { Function(rawValue: 21) }
    public static var maskWriteRegister: Function { Function(rawValue: 22) }
    public static var readWriteRegisters: Function { Function(rawValue: 23) }
    public static var readFIFOQueue: Function { Function(rawValue: 24) }
    public static var encapsulatedInterface: Function { Function(rawValue: 43) }
  }
}
