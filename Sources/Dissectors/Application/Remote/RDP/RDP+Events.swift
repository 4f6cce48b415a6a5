import PacketCore

/// Input in the short form (MS-RDPBCGR §2.2.8.1.2.2).
extension RDP {
  static let eventFields: [Field<RDP>] = [
    event("rdp.fastpath.eventheader", "EventHeaderCode", .hex(8), at: 0, 1, mask: 0xff, in: []),
    event("rdp.fastpath.clienteventcode", "Code", .decimal(8), at: 0, 1, mask: 0xe0, in: []),
    event("rdp.fastpath.eventflags", "Flags", .decimal(8), at: 0, 1, mask: 0x1f, in: [1, 2, 6]),
    event("rdp.fastpath.scancode.release", "Release", .boolean, at: 0, 1, mask: 1, in: [0]),
    event("rdp.fastpath.scancode.extended", "Extended", .boolean, at: 0, 1, mask: 2, in: [0]),
    event("rdp.fastpath.scancode.extended1", "Extended1", .boolean, at: 0, 1, mask: 4, in: [0]),
    event("rdp.fastpath.scancode.keycode", "KeyCode", .hex(8), at: 1, 1, mask: 0xff, in: [0]),
    event("rdp.pointerflags", "pointerFlags", .hex(16), at: 1, 2, mask: 0xffff, in: [1]),
    event("rdp.pointerflags.move", "Move", .boolean, at: 1, 2, mask: 0x800, in: [1]),
    event("rdp.pointerflags.down", "Down", .boolean, at: 1, 2, mask: 0x8000, in: [1]),
    event("rdp.pointerflags.button1", "Button1", .boolean, at: 1, 2, mask: 0x1000, in: [1]),
    event("rdp.pointerflags.button2", "Button2", .boolean, at: 1, 2, mask: 0x2000, in: [1]),
    event("rdp.pointerflags.button3", "Button3", .boolean, at: 1, 2, mask: 0x4000, in: [1]),
    event(
      "rdp.pointerflags.wheelrotation", "Wheel rotation", .decimal(16), at: 1, 2, mask: 0x1ff,
      in: [1]),
    event(
      "rdp.pointerflags.wheelnegative", "Wheel negative", .boolean, at: 1, 2, mask: 0x100, in: [1]),
    event("rdp.pointerflags.wheel", "Wheel", .boolean, at: 1, 2, mask: 0x200, in: [1]),
    event("rdp.pointerflags.hwheel", "Horizontal wheel", .boolean, at: 1, 2, mask: 0x400, in: [1]),
    event("rdp.pointer.xpos", "xPos", .decimal(16), at: 3, 2, mask: 0xffff, in: [1]),
    event("rdp.pointer.ypos", "yPos", .decimal(16), at: 5, 2, mask: 0xffff, in: [1]),
    event("rdp.pointerxflags", "PointeFlags", .hex(16), at: 1, 2, mask: 0xffff, in: [2]),
    event("rdp.pointerxflags.down", "Down", .boolean, at: 1, 2, mask: 0x8000, in: [2]),
    event("rdp.pointerxflags.button1", "Button1", .boolean, at: 1, 2, mask: 1, in: [2]),
    event("rdp.pointerxflags.button2", "Button2", .boolean, at: 1, 2, mask: 2, in: [2]),
    event("rdp.pointerx.xpos", "xPos", .decimal(16), at: 3, 2, mask: 0xffff, in: [2]),
    event("rdp.pointerx.ypos", "yPos", .decimal(16), at: 5, 2, mask: 0xffff, in: [2]),
    event("rdp.fastpath.sync.scrolllock", "ScrollLock", .boolean, at: 0, 1, mask: 1, in: [3]),
    event("rdp.fastpath.sync.numlock", "NumLock", .boolean, at: 0, 1, mask: 2, in: [3]),
    event("rdp.fastpath.sync.capslock", "CapsLock", .boolean, at: 0, 1, mask: 4, in: [3]),
    event("rdp.fastpath.sync.kanalock", "ScrollLock", .boolean, at: 0, 1, mask: 8, in: [3]),
    event("rdp.fastpath.unicode.release", "Release", .boolean, at: 0, 1, mask: 1, in: [4]),
    event("rdp.fastpath.unicode.code", "unicodeCode", .hex(16), at: 1, 2, mask: 0xffff, in: [4]),
    event("rdp.fastpath.qoe.timestamp", "Timestamp", .hex(32), at: 1, 4, mask: 0xffffffff, in: [6]),
  ]

  /// A value of events with one of these codes; of every event when none is given.
  private static func event(
    _ name: String, _ label: String, _ type: FieldType, at offset: Int, _ count: Int, mask: UInt64,
    in codes: [UInt8]
  ) -> Field<RDP> {
    Field(name, label, type) { view, context, emit in
      guard isFromClient(context) else { return }
      view.forEachEvent { event in
        guard codes.isEmpty || codes.contains(view.bytes.byte(at: event.lowerBound) >> 5) else {
          return
        }
        let range = event.lowerBound + offset..<event.lowerBound + offset + count
        guard range.upperBound <= event.upperBound else { return }
        let number = view.bytes.littleBits(in: range, mask: mask)
        emit(type == .boolean ? .boolean(number != 0) : .unsigned(number), range)
      }
    }
  }

  /// Calls `body` with each event, up to the first of unknown form.
  private func forEachEvent(_ body: (Range<Int>) -> Void) {
    guard isFastPath else { return }
    // A signature of eight bytes stands before what is encrypted.
    var start = lengthEnd + (bytes.byte(at: 0) & 0x80 != 0 ? 8 : 0)
    var count = bytes.byte(at: 0) >> 2 & 15
    if count == 0 {
      count = bytes.byte(at: start)
      start += 1
    }
    for _ in 0..<count where start < bytes.byteCount {
      let length = Self.eventLength(bytes.byte(at: start) >> 5)
      guard length > 0 else { return body(start..<start + 1) }
      body(start..<start + length)
      start += length
    }
  }

  private static func eventLength(_ code: UInt8) -> Int {
    switch code {
    case 0: 2
    case 1, 2: 7
    case 3: 1
    case 4: 3
    case 6: 5
    default: 0
    }
  }
}
