import CPcap
import PacketCore
import Synchronization

/// A BPF program in memory, and its like for other link types, which are compiled when a packet of
/// such a type comes.
@safe
final class FilterProgram: Sendable {
  private let recipe: FilterRecipe?
  private let linkType: LinkType
  /// Written once, when it is made.
  private nonisolated(unsafe) let code: UnsafeMutableBufferPointer<bpf_insn>
  /// Nil for a link type that the expression has no meaning for.
  private let others = Mutex<[Variant: FilterProgram?]>([:])

  /// Which other program a packet needs.
  private struct Variant: Hashable {
    var linkType: LinkType
    var origin: PacketFilter.Origin
  }

  var expression: String? { recipe?.expression }

  var instructions: [PacketFilter.Instruction] {
    unsafe code.map { PacketFilter.Instruction($0) }
  }

  init(_ recipe: FilterRecipe, linkType: LinkType) throws(CaptureError) {
    self.recipe = recipe
    self.linkType = linkType
    unsafe code = try recipe.compile(for: linkType)
  }

  init(
    _ instructions: [PacketFilter.Instruction], linkType: LinkType
  ) throws(CaptureError) {
    recipe = nil
    self.linkType = linkType
    let raw = instructions.map(\.raw)
    guard PacketFilter.Instruction.isProgram(instructions) else {
      throw CaptureError(.badFilter, "the instructions are not a valid program")
    }
    unsafe code = .allocate(capacity: raw.count)
    _ = unsafe code.initialize(from: raw)
  }

  deinit { unsafe code.deallocate() }

  /// How many bytes of the packet are wanted.
  @inline(__always)
  func run(_ bytes: RawSpan, originalLength: Int, linkType: LinkType) -> UInt32 {
    if linkType == self.linkType, linkType != .null {
      return run(bytes, originalLength: originalLength)
    }
    guard let program = program(for: linkType, bytes) else { return 0 }
    return program.run(bytes, originalLength: originalLength)
  }

  private func run(_ bytes: RawSpan, originalLength: Int) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
      // The machine looks at no byte past the length, so any address serves for an empty packet.
      let start = unsafe buffer.baseAddress ?? UnsafeRawPointer(code.baseAddress)
      return unsafe bpf_filter(
        code.baseAddress, start?.assumingMemoryBound(to: UInt8.self),
        UInt32(clamping: originalLength), UInt32(clamping: buffer.count))
    }
  }

  private func program(for linkType: LinkType, _ bytes: RawSpan) -> FilterProgram? {
    guard let recipe else { return self }
    var wanted = recipe
    // The header is an address family in the byte order of the machine that captured; families
    // are small numbers.
    if linkType == .null, recipe.origin == .file, bytes.has(4, at: 0),
      bytes.nativeEndian(at: 0) & 0xffff == 0
    {
      wanted.origin = .swappedFile
    }
    if linkType == self.linkType, wanted.origin == recipe.origin { return self }
    return others.withLock { others in
      let variant = Variant(linkType: linkType, origin: wanted.origin)
      if let known = others[variant] { return known }
      let made = try? FilterProgram(wanted, linkType: linkType)
      others[variant] = .some(made)
      return made
    }
  }
}

extension RawSpan {
  fileprivate func nativeEndian(at offset: Int) -> UInt32 {
    #if _endian(little)
      littleEndian(UInt32.self, at: offset)
    #else
      bigEndian(UInt32.self, at: offset)
    #endif
  }
}
