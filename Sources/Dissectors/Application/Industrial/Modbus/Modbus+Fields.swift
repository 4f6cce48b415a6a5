public import PacketCore

extension Modbus {
  /// Which messages a value is in.
  private enum Side: Sendable { case request, response, both }

  /// Whether the message is asked: it goes to port 502.
  private static func isRequest(_ context: borrowing FieldContext) -> Bool {
    guard let network = context.network else { return true }
    let segment = TCP(unchecked: context.packet.slice(from: network.offset + network.headerLength))
    return segment.destinationPort == 502
  }

  /// A value at a fixed place of some functions' messages.
  private static func value(
    _ name: String, _ label: String, _ type: FieldType, _ places: [(Function, Side, Int)],
    count: Int
  ) -> Field<Modbus> {
    Field(name, label, type) { view, context, emit in
      if view.isException { return }
      let isRequest = isRequest(context)
      for (function, side, offset) in places where function == view.function {
        if side == .request && !isRequest || side == .response && isRequest { continue }
        let place = offset..<offset + count
        emit(view.bytes.value(type, in: place), place)
      }
    }
  }

  private static let references: [(Function, Side, Int)] =
    ([.readCoils, .readDiscreteInputs, .readHoldingRegisters, .readInputRegisters, .readFIFOQueue]
      .map { ($0, .request, 1) })
    + ([
      .writeSingleCoil, .writeSingleRegister, .writeMultipleCoils, .writeMultipleRegisters,
      .maskWriteRegister,
    ].map { ($0, .both, 1) })

  /// Where registers' values stand.
  private static func forEachRegister(
    _ view: borrowing Modbus, isRequest: Bool, _ body: (Range<Int>) -> Void
  ) {
    if view.isException { return }
    let countPlace: Int
    switch view.function {
    case .readHoldingRegisters, .readInputRegisters:
      if isRequest { return }
      countPlace = 1
    case .writeMultipleRegisters:
      guard isRequest else { return }
      countPlace = 5
    default: return
    }
    var place = countPlace + 1
    for _ in 0..<Int(view.bytes.byte(at: countPlace)) / 2 where view.bytes.has(2, at: place) {
      body(place..<place + 2)
      place += 2
    }
  }

  /// Data without a form of its own, by function and side.
  private static func data(_ view: borrowing Modbus, isRequest: Bool) -> Range<Int>? {
    if view.isException { return nil }
    let end = view.bytes.byteCount
    let start: Int
    switch (view.function, isRequest) {
    case (.writeSingleCoil, _), (.writeSingleRegister, _): return 3..<5
    case (.diagnostics, true):
      return [1, 3].contains(view.bytes.bigEndian(UInt16.self, at: 1)) ? nil : 3..<5
    case (.writeMultipleCoils, true): start = 6
    case (.readExceptionStatus, false), (.reportServerID, false): start = 1
    case (.readWriteRegisters, true): start = 10
    case (.readWriteRegisters, false): start = 2
    case (.readFIFOQueue, false): start = 5
    case (.readCoils, _), (.readDiscreteInputs, _), (.readHoldingRegisters, _),
      (.readInputRegisters, _), (.writeMultipleRegisters, _), (.writeMultipleCoils, _),
      (.readFileRecord, _), (.writeFileRecord, _), (.maskWriteRegister, _),
      (.encapsulatedInterface, _), (.diagnostics, _), (.readExceptionStatus, _),
      (.reportServerID, _), (.readFIFOQueue, _), (.getEventCounter, _), (.getEventLog, _):
      return nil
    default: start = 1
    }
    return start < end ? start..<end : nil
  }

  /// The objects of a device's identification (§6.21), from the identifier on.
  private static let objects: Field<Modbus>.Parts = { view, part in
    guard view.function == .encapsulatedInterface, view.bytes.byte(at: 1) == 14,
      view.bytes.byteCount > 4, !view.isException
    else { return }
    var start = 7
    for _ in 0..<view.bytes.byte(at: 6) where view.bytes.has(2, at: start) {
      let end = start + 2 + Int(view.bytes.byte(at: start + 1))
      part(start..<end)
      start = end
    }
  }

  private static let identification: Field<Modbus>.Parts = { view, part in
    if view.function == .encapsulatedInterface, !view.isException {
      part(0..<view.bytes.byteCount)
    }
  }

  private static let identificationAnswer: Field<Modbus>.Parts = { view, part in
    if view.bytes.byteCount > 4 { identification(view, part) }
  }

  private static func diagnostic(
    _ name: String, _ label: String, _ type: FieldType, _ code: UInt16, onlyAnswered: Bool = true
  ) -> Field<Modbus> {
    Field("modbus.diagnostic.\(name)", label, type) { view, context, emit in
      guard view.function == .diagnostics, !view.isException,
        view.bytes.bigEndian(UInt16.self, at: 1) == code, !onlyAnswered || !isRequest(context)
      else { return }
      emit(view.bytes.value(type, in: 3..<5), 3..<5)
    }
  }

  public static let fields: [Field<Modbus>] =
    [
      Field("modbus.func_code", "Function Code", .decimal(8), at: 0, 1) {
        .unsigned(UInt64($0.function.rawValue))
      }.named(functionNames),
      Field(
        "modbus.exception_code", "Exception Code", .decimal(8), at: 1, 1,
        in: { view, part in if view.isException { part(0..<2) } }
      ).named([
        1: "Illegal function", 2: "Illegal data address", 3: "Illegal data value",
        4: "Slave device failure", 5: "Acknowledge", 6: "Slave device busy",
        8: "Memory parity error", 10: "Gateway path unavailable",
        11: "Gateway target device failed to respond",
      ]),
      value("modbus.reference_num", "Reference Number", .decimal(16), references, count: 2),
    ] + countFields + dataFields + diagnosticFields + identificationFields

  private static let countFields: [Field<Modbus>] = [
    value(
      "modbus.bit_cnt", "Bit Count", .decimal(16),
      [
        (.readCoils, .request, 3), (.readDiscreteInputs, .request, 3),
        (.writeMultipleCoils, .both, 3),
      ], count: 2),
    value(
      "modbus.word_cnt", "Word Count", .decimal(16),
      [
        (.readHoldingRegisters, .request, 3), (.readInputRegisters, .request, 3),
        (.writeMultipleRegisters, .both, 3), (.readFIFOQueue, .response, 3),
      ], count: 2),
    value(
      "modbus.byte_cnt", "Byte Count", .decimal(8),
      [
        (.readCoils, .response, 1), (.readDiscreteInputs, .response, 1),
        (.readHoldingRegisters, .response, 1), (.readInputRegisters, .response, 1),
        (.writeMultipleCoils, .request, 5), (.writeMultipleRegisters, .request, 5),
        (.readFileRecord, .both, 1), (.writeFileRecord, .both, 1),
        (.readWriteRegisters, .request, 9), (.readWriteRegisters, .response, 1),
      ], count: 1),
    value(
      "modbus.byte_cnt_16", "Byte Count (16-bit)", .decimal(8), [(.readFIFOQueue, .response, 1)],
      count: 2),
    value(
      "modbus.and_mask", "AND mask", .hex(16), [(.maskWriteRegister, .both, 3)], count: 2),
    value("modbus.or_mask", "OR mask", .hex(16), [(.maskWriteRegister, .both, 5)], count: 2),
    value(
      "modbus.read_reference_num", "Read Reference Number", .decimal(16),
      [(.readWriteRegisters, .request, 1)], count: 2),
    value(
      "modbus.read_word_cnt", "Read Word Count", .decimal(16),
      [(.readWriteRegisters, .request, 3)], count: 2),
    value(
      "modbus.write_reference_num", "Write Reference Number", .decimal(16),
      [(.readWriteRegisters, .request, 5)], count: 2),
    value(
      "modbus.write_word_cnt", "Write Word Count", .decimal(16),
      [(.readWriteRegisters, .request, 7)], count: 2),
  ]

  private static let dataFields: [Field<Modbus>] = [
    Field("modbus.regval_uint16", "Register Value (UINT16)", .decimal(16)) { view, context, emit in
      forEachRegister(view, isRequest: isRequest(context)) { place in
        emit(.unsigned(view.bytes.bits(in: place)), place)
      }
    },
    Field("modbus.data", "Data", .bytes) { view, context, emit in
      if let place = data(view, isRequest: isRequest(context)) { emit(.bytes, place) }
    },
    value("modbus.padding", "Padding", .hex(8), [(.writeSingleCoil, .both, 4)], count: 1),
  ]

  private static let diagnosticFields: [Field<Modbus>] = [
    value(
      "modbus.diagnostic_code", "Diagnostic Code", .decimal(16), [(.diagnostics, .both, 1)],
      count: 2),
    diagnostic(
      "restart_communication_option", "Restart Communication Option", .hex(16), 1,
      onlyAnswered: false),
    diagnostic("return_diag_register", "Diagnostic Register Contents", .hex(16), 2),
    diagnostic("clear_ctr_diag_reg", "Clear Counters & Diag Register Echo", .decimal(16), 10),
    diagnostic("bus_message_count", "Total Message Count", .decimal(16), 11),
    diagnostic("bus_comm_error_count", "CRC Error Count", .decimal(16), 12),
    diagnostic("bus_exception_error_count", "Exception Error Count", .decimal(16), 13),
    diagnostic("slave_message_count", "Slave Message Count", .decimal(16), 14),
    diagnostic("no_slave_response_count", "Slave No Response Count", .decimal(16), 15),
    diagnostic("slave_nak_count", "Slave NAK Count", .decimal(16), 16),
    diagnostic("slave_busy_count", "Slave Device Busy Count", .decimal(16), 17),
    diagnostic("bus_char_overrun_count", "Slave Character Overrun Count", .decimal(16), 18),
    value("modbus.ev_status", "Status", .hex(16), [(.getEventCounter, .response, 1)], count: 2),
    value(
      "modbus.ev_count", "Event Count", .decimal(16), [(.getEventCounter, .response, 3)], count: 2),
  ]

  private static let identificationFields: [Field<Modbus>] = [
    Field("modbus.mei", "MEI type", .decimal(8), at: 1, 1, in: identification)
      .named([13: "CANopen General Reference Request", 14: "Read Device Identification"]),
    Field("modbus.read_device_id", "Read Device ID", .decimal(8), at: 2, 1, in: identification)
      .named([
        1: "Basic Device Identification", 2: "Regular Device Identification",
        3: "Extended Device Identification", 4: "Specific Identification Object",
      ]),
    Field(
      "modbus.conformity_level", "Conformity Level", .hex(8), at: 3, 1, in: identificationAnswer),
    Field("modbus.more_follows", "More Follows", .hex(8), at: 4, 1, in: identificationAnswer),
    Field(
      "modbus.next_object_id", "Next Object ID", .decimal(8), at: 5, 1, in: identificationAnswer),
    Field(
      "modbus.num_objects", "Number of Objects", .decimal(8), at: 6, 1, in: identificationAnswer),
    Field("modbus.object_id", "Object ID", .decimal(8)) { view, emit in
      identification(view) { place in
        if place.count == 4 { emit(.unsigned(UInt64(view.bytes.byte(at: 3))), 3..<4) }
      }
      objects(view) { place in
        emit(
          .unsigned(UInt64(view.bytes.byte(at: place.lowerBound))),
          place.lowerBound..<place.lowerBound + 1)
      }
    },
    Field("modbus.objects_len", "Object length", .decimal(8), at: 1, 1, in: objects),
    Field("modbus.object_str_value", "Object String Value", .text, at: 2, in: objects),
  ]

  static let functionNames: ValueNames = [
    1: "Read Coils", 2: "Read Discrete Inputs", 3: "Read Holding Registers",
    4: "Read Input Registers", 5: "Write Single Coil", 6: "Write Single Register",
    7: "Read Exception Status", 8: "Diagnostics", 11: "Get Comm. Event Counters",
    12: "Get Comm. Event Log", 15: "Write Multiple Coils", 16: "Write Multiple Registers",
    17: "Report Slave ID", 20: "Read File Record", 21: "Write File Record",
    22: "Mask Write Register", 23: "Read Write Register", 24: "Read FIFO Queue",
    43: "Encapsulated Interface Transport", 90: "Unity (Schneider)",
  ]
}
