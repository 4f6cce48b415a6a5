/// What libpcap's own check leaves open: its interpreter aborts the process at an unknown operation,
/// and a jump that wraps around goes back.
extension PacketFilter.Instruction {
  /// Most instructions of a program.
  static var limit: Int { 65_536 }

  /// Whether a program of these ends, whatever the packet, and does only what the machine can.
  static func isProgram(_ instructions: [PacketFilter.Instruction]) -> Bool {
    guard let last = instructions.last, last.isReturn, instructions.count <= limit else {
      return false
    }
    return instructions.enumerated().allSatisfy { index, instruction in
      instruction.isValid(following: instructions.count - index - 1)
    }
  }

  private var isReturn: Bool { code == 0x06 || code == 0x16 }

  /// - Parameter following: How many instructions stand after this one.
  private func isValid(following: Int) -> Bool {
    switch code {
    // Loads of a word, half word, byte at a fixed or indexed place, a constant, the length; the
    // length of an IPv4 header; arithmetic with x; negation; transfers.
    case 0x20, 0x28, 0x30, 0x40, 0x48, 0x50, 0x00, 0x80, 0x01, 0x81, 0xb1,
      0x0c, 0x1c, 0x2c, 0x3c, 0x4c, 0x5c, 0x6c, 0x7c, 0x84, 0x9c, 0xac, 0x07, 0x87,
      // Addition, subtraction, multiplication, or, and, exclusive or with a constant; returns.
      0x04, 0x14, 0x24, 0x44, 0x54, 0xa4, 0x06, 0x16:
      true
    // The 16 words of memory.
    case 0x60, 0x61, 0x02, 0x03: operand < 16
    // Division by a constant and what it leaves; shifts.
    case 0x34, 0x94: operand != 0
    case 0x64, 0x74: operand < 32
    // An unconditional jump, and conditional ones on a constant or x.
    case 0x05: operand < following
    case 0x15, 0x25, 0x35, 0x45, 0x1d, 0x2d, 0x3d, 0x4d:
      jumpIfTrue < following && jumpIfFalse < following
    default: false
    }
  }
}
