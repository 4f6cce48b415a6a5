#if os(Linux)
  import CPcap
  import PacketCore

  #if canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  extension PacketRing {
    /// The least bytes in a block that is lent; one with fewer is copied, and free again at once.
    private static var smallestLoan: Int { 64 << 10 }
    /// Packets handed over at once: as many as the processor's cache holds until they are looked at.
    private static var loanCount: Int { 512 }
    /// Blocks to copy after packets of a lent one were kept, since more may be.
    static var copiesAfterKeeping: Int { 16 }

    /// Whether the next block is one to lend.
    var lends: Bool {
      unsafe copiesLeft == 0 && Int(block.pointee.length) >= Self.smallestLoan
    }

    /// The next packets in place, at most `limit`; nil if what comes next is to be copied, or if
    /// nothing has come.
    ///
    /// - Throws: ``CaptureError`` when there is no memory for the packets of the last batch that are
    ///   still in use.
    func lend(
      limit: Int, _ interfaces: InterfaceTable, unit: UInt32
    ) throws(CaptureError) -> PacketBatch? {
      try settle()
      while limit > 0, lentView != nil || startLending() {
        guard let view = lentView else { break }
        let chunk = lentChunk ?? Self.chunk(view, interfaces)
        lentChunk = chunk
        let count = writeRecords(chunk, view, limit: limit, unit: unit)
        if count > 0 {
          lentCount += UInt64(count)
          return PacketBatch(chunk: chunk, range: 0..<count)
        }
        endLending()
      }
      return nil
    }

    private static func chunk(_ view: RingView, _ interfaces: InterfaceTable) -> Chunk {
      unsafe Chunk(
        lending: view.bytes, recordCapacity: loanCount, interfaces: interfaces, lender: view)
    }

    private func startLending() -> Bool {
      guard position.packetsLeft == 0, isReady(position.block), lends
      else { return false }
      guard let view = view(of: position.block) else {
        copiesLeft = Self.copiesAfterKeeping
        return false
      }
      lentView = view
      startBlock()
      return true
    }

    private func endLending() {
      let isReleased = lentView?.isCopy ?? true
      lentView = nil
      lentChunk = nil
      finishBlock(isReleased: isReleased)
    }

    /// Where the block's packets are lent from.
    private func view(of block: Int) -> RingView? {
      if let view = views[block] { return view }
      guard
        let fresh = RingView.views(of: descriptor, blockSize: blockSize, count: views.count)
      else { return nil }
      for index in views.indices where views[index] == nil { views[index] = fresh[index] }
      return views[block]
    }

    /// Whether packets that were handed over last are still in use.
    private var isLoanKept: Bool { lentChunk != nil && !isKnownUniquelyReferenced(&lentChunk) }

    /// Sees to the packets that were handed over last: when some are still in use, they get memory of
    /// their own, and the kernel its block.
    private func settle() throws(CaptureError) {
      guard isLoanKept else { return }
      guard detachLoan() else {
        let reason = unsafe String(cString: strerror(errno))
        throw CaptureError(.system, "no memory for packets that are kept: \(reason)")
      }
      lentChunk = nil
      copiesLeft = Self.copiesAfterKeeping
    }

    /// Gives packets of the block that is lent memory of their own, and the kernel its block.
    private func detachLoan() -> Bool {
      guard let view = lentView, !view.isCopy else { return true }
      guard view.detach(length: Int(unsafe block.pointee.length)) else { return false }
      views[position.block] = nil
      unsafe ring_block_release(block)
      return true
    }

    /// To be called before the ring goes: what is still lent would keep the kernel capturing.
    func recall() {
      if isLoanKept { _ = detachLoan() }
    }

    /// Notes where the next packets are, at most `limit` and as many as the chunk has room for.
    private func writeRecords(
      _ chunk: Chunk, _ view: RingView, limit: Int, unit: UInt32
    ) -> Int {
      let start = unsafe view.base
      let slots = unsafe chunk.slots
      let room = min(limit, slots.count)
      let rechecks = recheck != nil
      var offset = position.offset
      var left = position.packetsLeft
      var count = 0
      while left > 0, count < room {
        guard let (header, place) = unsafe nextPacket(start, &offset, &left) else { continue }
        let record = unsafe record(of: header, at: place, start, unit)
        if rechecks, unsafe isUnwanted(record, start) { continue }
        unsafe slots[count] = record
        count &+= 1
      }
      position.offset = offset
      position.packetsLeft = left
      return count
    }

    @inline(__always)
    private func record(
      of header: UnsafePointer<ring_packet>, at place: Int,
      _ start: UnsafeMutableRawPointer, _ unit: UInt32
    ) -> PacketRecord {
      var place = place
      var length = unsafe Int(header.pointee.captured_length)
      var original = unsafe header.pointee.original_length
      if unsafe header.pointee.isTagged, length >= 12,
        unsafe Int(header.pointee.link_offset) >= MemoryLayout<ring_packet>.size + 4
      {
        unsafe header.pointee.restoreTag(start + place)
        place -= 4
        length = min(length + 4, snapLength)
        original &+= 4
      }
      let fraction = unsafe header.pointee.nanoseconds
      return unsafe PacketRecord(
        offset: UInt32(truncatingIfNeeded: place),
        capturedLength: UInt32(truncatingIfNeeded: length), originalLength: original,
        seconds: Int64(header.pointee.seconds),
        nanoseconds: unit == 1 ? fraction : fraction / unit * unit, linkType: .ethernet)
    }

    private func isUnwanted(_ record: PacketRecord, _ start: UnsafeMutableRawPointer) -> Bool {
      guard let filter = recheck?.filter else { return false }
      let bytes = unsafe RawSpan(
        _unsafeStart: start + record.offset, byteCount: record.capturedLength)
      return filter.program.run(
        bytes, originalLength: record.originalLength, linkType: .ethernet) == 0
    }
  }

  extension ring_packet {
    /// Whether the kernel has taken a VLAN tag out.
    @inline(__always)
    var isTagged: Bool { status & UInt32(ring_status_tagged) != 0 || tag != 0 }

    /// The tag as it stood in the frame, in memory's order.
    var tagBytes: UInt32 {
      let hasType = status & UInt32(ring_status_tag_type) != 0
      return (UInt32(hasType ? tag_type : 0x8100) << 16 | tag & 0xffff).bigEndian
    }

    /// Puts the tag back, four bytes into the room before the frame at `frame`.
    func restoreTag(_ frame: UnsafeMutableRawPointer) {
      let front = unsafe frame - 4
      unsafe front.copyMemory(from: frame, byteCount: 12)
      unsafe (front + 12).storeBytes(of: tagBytes, as: UInt32.self)
    }
  }
#endif
