import CPcap
import PacketCore
import Synchronization

extension PacketFilter {
  /// An instruction of the BPF machine.
  public struct Instruction: Hashable, Sendable {
    /// What to do.
    public var code: UInt16
    /// Instructions to skip if a jump's condition holds.
    public var jumpIfTrue: UInt8
    /// Instructions to skip if it does not.
    public var jumpIfFalse: UInt8
    /// The operand.
    public var operand: UInt32

    public init(
      code: UInt16, jumpIfTrue: UInt8 = 0, jumpIfFalse: UInt8 = 0, operand: UInt32 = 0
    ) {
      self.code = code
      self.jumpIfTrue = jumpIfTrue
      self.jumpIfFalse = jumpIfFalse
      self.operand = operand
    }

    init(_ instruction: bpf_insn) {
      self.init(
        code: instruction.code, jumpIfTrue: instruction.jt, jumpIfFalse: instruction.jf,
        operand: instruction.k)
    }

    var raw: bpf_insn { bpf_insn(code: code, jt: jumpIfTrue, jf: jumpIfFalse, k: operand) }
  }

  /// The program.
  public var instructions: [Instruction] { program.instructions }

  /// The program as text, an instruction a line, as `tcpdump -d` prints it.
  public var listing: String {
    // libpcap writes each line into one buffer of its own.
    Self.imageLock.withLock { _ in
      program.instructions.enumerated().map { index, instruction in
        var raw = instruction.raw
        return unsafe String(cString: bpf_image(&raw, CInt(clamping: index)))
      }.joined(separator: "\n")
    }
  }

  private static let imageLock = Mutex(())
}
