import Dissectors
import PacketCore

/// A sensor's readings, sent over UDP: a protocol that no table knows.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +---------------+---------------+-+-------------+---------------+
///     |      'S'      |      'R'      |U|   Version   |     Count     |
///     +---------------+---------------+-+-------------+---------------+
///     |                            Sensor                             |
///     +-------------------------------+-------------------------------+
///     |             Kind              |             Value             |  Count times
///     +-------------------------------+-------------------------------+
struct Reading: ProtocolView, ~Escapable {
  static let id: ProtocolID = "reading"
  static var title: String { "Sensor Readings" }
  static var specification: String { "this file" }
  static var bindings: [Binding] { [.udpPort(4999)] }

  /// Also found on other ports: nothing else begins so. Refuses what merely came to its port.
  static var probe: ContentProbe? {
    ContentProbe(on: [.udpPort], firstBytes: 0x53...0x53) { payload in
      payload.byte(at: 0) == 0x53 && payload.byte(at: 1) == 0x52 ? .certain : .refused
    }
  }

  static var headerLength: Int { 8 }

  let bytes: RawSpan

  @_lifetime(copy bytes)
  init(unchecked bytes: RawSpan) { self.bytes = bytes }

  var isUrgent: Bool { bytes.byte(at: 2) & 0x80 != 0 }
  var version: UInt8 { bytes.byte(at: 2) & 0x7f }
  /// How many values the header announces; as many as there are bytes for are read.
  var count: UInt8 { bytes.byte(at: 3) }
  var sensor: UInt32 { bytes.bigEndian(UInt32.self, at: 4) }

  /// Where each value stands that is there as a whole.
  func forEachValue(_ body: (Range<Int>) -> Void) {
    for index in 0..<Int(count) {
      let start = Self.headerLength + index * 4
      guard bytes.has(4, at: start) else { return }
      body(start..<start + 4)
    }
  }
}

extension Reading {
  static let kinds: ValueNames = [1: "Temperature", 2: "Humidity"]

  static let fields: [Field<Reading>] = [
    Field("reading.flags", "Flags", .hex(8), at: 2, 1) { $0.bytes.byte(at: 2) },
    Field("reading.flags.urgent", "Urgent", at: 2, 1, flag: { $0.isUrgent }).bits(0x80),
    Field("reading.flags.version", "Version", .decimal(8), at: 2, 1) { $0.version }.bits(0x7f),
    Field("reading.count", "Count", .decimal(8), at: 3, 1) { $0.count },
    Field("reading.sensor", "Sensor", .hex(32), at: 4, 4) { $0.sensor },
    Field(
      "reading.value", "Reading", .heading,
      each: { view, emit in
        view.forEachValue { emit(.present, $0) }
      }),
    Field(
      "reading.kind", "Kind", .decimal(16),
      each: { view, emit in
        view.forEachValue { range in
          let kind = view.bytes.bigEndian(UInt16.self, at: range.lowerBound)
          emit(.unsigned(UInt64(kind)), range.lowerBound..<range.lowerBound + 2)
        }
      }
    ).named(kinds),
    Field(
      "reading.number", "Value", .decimal(16),
      each: { view, emit in
        view.forEachValue { range in
          let number = view.bytes.bigEndian(UInt16.self, at: range.lowerBound + 2)
          emit(.unsigned(UInt64(number)), range.lowerBound + 2..<range.upperBound)
        }
      }),
  ]

  static var summary: Summary<Reading>? {
    Summary("READING") { view, columns in
      columns.info.append("Sensor 0x")
      columns.info.append(hex: UInt64(view.sensor), width: 8)
      columns.info.append(", values: ")
      columns.info.append(decimal: view.count)
      if view.isUrgent { columns.info.append(" [urgent]") }
    }
  }
}
