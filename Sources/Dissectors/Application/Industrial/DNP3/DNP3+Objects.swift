import PacketCore

/// Objects of an application's message (§4.2.2.7).
extension DNP3 {
  /// A value of an object, by the field it is.
  enum Part: Hashable, Sendable {
    case object, prefix, range, start, stop, quantity, index, pointIndex
    case bit, doubleBit, binaryFlags, outputFlags, counterFlags, analogFlags, analogOutputFlags
    case counter, analog(Int), analogFloat, analogOutput(Int), analogOutputFloat
    case controlCode, count, onTime, offTime, status, time, relativeTime, delay
  }

  /// A value, and where it stands in a frame's data.
  struct Value {
    let part: Part
    let index: Int
    let count: Int
    /// What it is, where it does not stand there as such.
    var number: UInt64 = 0
  }

  /// Calls `emit` with each value of the objects of a frame, in wire order.
  func forEachValue(of frame: Frame, _ emit: (Value) -> Void) {
    guard frame.isWhole else { return }
    let function = byte(frame, 2)
    let isAnswer = function == 129 || function == 130
    // Requests that name objects without their values.
    let namesOnly = !isAnswer && [1, 7, 8, 9, 10, 11, 12, 20, 21, 22].contains(function)
    var walk = Walk(index: isAnswer ? 5 : 3, end: frame.count, left: 4096)
    while walk.index + 3 <= walk.end, frame.place(walk.index) < bytes.byteCount {
      guard object(frame, &walk, namesOnly, emit) else { return }
    }
  }

  private struct Walk {
    var index: Int
    let end: Int
    /// How many points are still looked at: no message has more, whatever it claims.
    var left: Int
  }

  /// - Returns: Whether the next object can be found.
  private func object(
    _ frame: Frame, _ walk: inout Walk, _ namesOnly: Bool, _ emit: (Value) -> Void
  ) -> Bool {
    let group = byte(frame, walk.index)
    let variation = byte(frame, walk.index + 1)
    let qualifier = byte(frame, walk.index + 2)
    emit(
      Value(
        part: .object, index: walk.index, count: 2, number: UInt64(group) << 8 | UInt64(variation)))
    emit(Value(part: .prefix, index: walk.index + 2, count: 1))
    emit(Value(part: .range, index: walk.index + 2, count: 1))
    walk.index += 3
    guard var points = points(frame, &walk, qualifier & 15, emit) else { return false }
    let prefix = [0, 1, 2, 4, 0, 0, 0, 0][Int(qualifier >> 4 & 7)]
    guard qualifier >> 4 & 7 < 4 else { return false }
    let layout = Self.layout(group, variation)
    if layout == nil, !namesOnly { return points.count == 0 }
    var bitOffset = 0
    while points.count > 0, walk.left > 0 {
      let pointStart = walk.index
      var pointIndex = points.first
      if prefix > 0 {
        guard walk.index + prefix <= walk.end else { return false }
        emit(Value(part: .index, index: walk.index, count: prefix))
        pointIndex = number(frame, walk.index, prefix)
        walk.index += prefix
      } else if namesOnly {
        return true
      }
      if let layout, !namesOnly {
        guard walk.index < walk.end else { return false }
        let shown = Value(part: .pointIndex, index: pointStart, count: 1, number: pointIndex)
        if layout.isIndexed, prefix == 0 { emit(shown) }
        if layout.bits > 0 {
          let value = UInt64(byte(frame, walk.index)) >> UInt64(bitOffset)
          emit(
            Value(
              part: layout.bits == 1 ? .bit : .doubleBit, index: walk.index, count: 1,
              number: value & (layout.bits == 1 ? 1 : 3)))
          bitOffset += layout.bits
          if bitOffset == 8 || points.count == 1 {
            bitOffset = 0
            walk.index += 1
          }
        } else {
          guard self.values(frame, &walk, layout, emit) else { return false }
        }
      }
      points.count -= 1
      points.first &+= 1
      walk.left -= 1
    }
    return true
  }

  private func values(
    _ frame: Frame, _ walk: inout Walk, _ layout: Layout, _ emit: (Value) -> Void
  ) -> Bool {
    for (part, size) in layout.parts {
      guard walk.index + size <= walk.end else { return false }
      emit(
        Value(part: part, index: walk.index, count: size, number: number(frame, walk.index, size)))
      walk.index += size
    }
    return true
  }

  /// How many points there are, and the first one's number (§4.2.2.7.3.4).
  private func points(
    _ frame: Frame, _ walk: inout Walk, _ code: UInt8, _ emit: (Value) -> Void
  ) -> (first: UInt64, count: UInt64)? {
    switch code {
    case 0, 1, 2:
      let size = 1 << Int(code)
      guard walk.index + 2 * size <= walk.end else { return nil }
      let first = number(frame, walk.index, size)
      let last = number(frame, walk.index + size, size)
      emit(Value(part: .start, index: walk.index, count: size, number: first))
      emit(Value(part: .stop, index: walk.index + size, count: size, number: last))
      walk.index += 2 * size
      return last >= first ? (first, last - first + 1) : nil
    case 6: return (0, 0)
    case 7, 8, 9:
      let size = 1 << Int(code - 7)
      guard walk.index + size <= walk.end else { return nil }
      let count = number(frame, walk.index, size)
      emit(Value(part: .quantity, index: walk.index, count: size, number: count))
      walk.index += size
      return (0, count)
    default: return nil
    }
  }

  /// What each point of an object has.
  struct Layout {
    var parts: [(Part, Int)] = []
    /// Bits of a point that is packed with others.
    var bits = 0
    var isIndexed = true
  }

  /// Object group and variation (IEEE 1815-2012 annex A).
  static func layout(_ group: UInt8, _ variation: UInt8) -> Layout? {
    switch (group, variation) {
    case (1, 1), (10, 1), (80, 1): Layout(bits: 1)
    case (3, 1): Layout(bits: 2)
    case (1, 2), (2, 1), (3, 2), (4, 1): Layout(parts: [(.binaryFlags, 1)])
    case (2, 2), (4, 2): Layout(parts: [(.binaryFlags, 1), (.time, 6)])
    case (2, 3), (4, 3): Layout(parts: [(.binaryFlags, 1), (.relativeTime, 2)])
    case (10, 2), (11, 1): Layout(parts: [(.outputFlags, 1)])
    case (11, 2): Layout(parts: [(.outputFlags, 1), (.time, 6)])
    case (12, 1):
      Layout(parts: [(.controlCode, 1), (.count, 1), (.onTime, 4), (.offTime, 4), (.status, 1)])
    case (20, 1), (21, 1), (22, 1), (23, 1): Layout(parts: [(.counterFlags, 1), (.counter, 4)])
    case (20, 2), (21, 2), (22, 2), (23, 2): Layout(parts: [(.counterFlags, 1), (.counter, 2)])
    case (20, 5), (21, 9): Layout(parts: [(.counter, 4)])
    case (20, 6), (21, 10): Layout(parts: [(.counter, 2)])
    case (21, 5), (22, 5), (23, 5):
      Layout(parts: [(.counterFlags, 1), (.counter, 4), (.time, 6)])
    case (21, 6), (22, 6), (23, 6):
      Layout(parts: [(.counterFlags, 1), (.counter, 2), (.time, 6)])
    case (30...33, _), (40, _), (41, _), (42, _): analogLayout(group, variation)
    case (50, 1), (50, 3), (51, 1), (51, 2): Layout(parts: [(.time, 6)])
    case (52, 1), (52, 2): Layout(parts: [(.delay, 2)])
    case (60, _): Layout(isIndexed: false)
    default: nil
    }
  }

  private static func analogLayout(_ group: UInt8, _ variation: UInt8) -> Layout? {
    let isOutput = group >= 40
    let flags: (Part, Int) = isOutput ? (.analogOutputFlags, 1) : (.analogFlags, 1)
    func value(_ size: Int) -> (Part, Int) {
      (isOutput ? .analogOutput(size) : .analog(size), size)
    }
    func float(_ size: Int) -> (Part, Int) {
      (isOutput ? .analogOutputFloat : .analogFloat, size)
    }
    switch (group, variation) {
    case (41, 1): return Layout(parts: [value(4), (.status, 1)])
    case (41, 2): return Layout(parts: [value(2), (.status, 1)])
    case (41, 3): return Layout(parts: [float(4), (.status, 1)])
    case (30, 3): return Layout(parts: [value(4)])
    case (30, 4): return Layout(parts: [value(2)])
    case (30, 5), (40, 3): return Layout(parts: [flags, float(4)])
    case (_, 1) where group != 31: return Layout(parts: [flags, value(4)])
    case (_, 2) where group != 31: return Layout(parts: [flags, value(2)])
    case (32, 3), (33, 3), (42, 3): return Layout(parts: [flags, value(4), (.time, 6)])
    case (32, 4), (33, 4), (42, 4): return Layout(parts: [flags, value(2), (.time, 6)])
    case (32, 5), (33, 5), (42, 5): return Layout(parts: [flags, float(4)])
    case (32, 7), (33, 7), (42, 7): return Layout(parts: [flags, float(4), (.time, 6)])
    default: return nil
    }
  }
}
