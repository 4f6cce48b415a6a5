#if os(Linux)
  import CPcap

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// The memory of one block of a ring, at an address that packets are lent from.
  ///
  /// When a packet is kept for longer than its block, the block's bytes are copied and the copy takes
  /// their place at the same address. So who reads them, in whatever thread, sees no difference, and
  /// the kernel gets its block back.
  @safe
  final class RingView {
    let base: UnsafeMutableRawPointer
    private let size: Int
    /// Whether a copy stands here and no longer the block.
    private(set) var isCopy = false

    init(base: UnsafeMutableRawPointer, size: Int) {
      unsafe self.base = base
      self.size = size
    }

    deinit { unsafe munmap(base, size) }

    var bytes: UnsafeMutableRawBufferPointer {
      unsafe UnsafeMutableRawBufferPointer(start: base, count: size)
    }

    /// Puts a copy of the first `length` bytes in the block's place.
    ///
    /// - Returns: False when there is no memory for it.
    func detach(length: Int) -> Bool {
      let flags = CInt(MAP_PRIVATE) | CInt(MAP_ANONYMOUS)
      guard let copy = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, flags, -1, 0),
        unsafe copy != MAP_FAILED
      else { return false }
      unsafe copy.copyMemory(from: base, byteCount: min(length, size))
      guard unsafe ring_replace(base, copy, size) == 0 else {
        unsafe munmap(copy, size)
        return false
      }
      isCopy = true
      return true
    }

    /// Addresses for all blocks of the ring behind `descriptor`; nil when there is no memory for them.
    static func views(of descriptor: CInt, blockSize: Int, count: Int) -> [RingView]? {
      let length = blockSize * count
      guard
        let base = unsafe mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
        unsafe base != MAP_FAILED
      else { return nil }
      return (0..<count).map { unsafe RingView(base: base + $0 * blockSize, size: blockSize) }
    }
  }
#endif
