#if os(Linux)
  import CPcap
  import PacketCore

  extension PacketRing {
    /// The packets that have arrived, without waiting; nil if there are none.
    func next(limit: Int, _ filler: inout BatchFiller) throws(CaptureError) -> PacketBatch? {
      // A block may hold only what is not wanted.
      for _ in 0...views.count {
        if filler.heldCount == 0,
          let lent = try lend(limit: limit, filler.interfaces, unit: filler.scale)
        {
          return lent
        }
        // After a chunk became full, the next one holds a packet already.
        fill(&filler, limit: limit - filler.heldCount)
        if let copied = filler.take() { return copied }
        guard isReady(position.block) else { return nil }
      }
      return nil
    }

    /// Copies what has arrived, without waiting, up to a block that is to be lent: `limit` packets at
    /// most, and not much more than a chunk.
    private func fill(_ filler: inout BatchFiller, limit: Int) {
      var left = limit
      while left > 0, !filler.hasFullChunk {
        if position.packetsLeft == 0 {
          guard lentView == nil, isReady(position.block), !lends else { return }
          if copiesLeft > 0 { copiesLeft -= 1 }
          startBlock()
        }
        copyPackets(into: &filler, &left)
        if position.packetsLeft == 0 { finishBlock() }
      }
    }

    /// Begins to read the next block.
    func startBlock() {
      position.packetsLeft = Int(unsafe block.pointee.packet_count)
      position.offset = Int(unsafe block.pointee.first_packet)
    }

    /// The packet at `offset` of the block at `start`, and where its bytes stand in it; nil if it is not
    /// wanted or goes past the block. Moves on to the next one; `count` is how many are left.
    @inline(__always)
    func nextPacket(
      _ start: UnsafeMutableRawPointer, _ offset: inout Int, _ count: inout Int
    ) -> (header: UnsafePointer<ring_packet>, place: Int)? {
      guard offset <= blockSize - MemoryLayout<ring_packet>.size else {
        count = 0
        return nil
      }
      count &-= 1
      let header = unsafe UnsafePointer((start + offset).assumingMemoryBound(to: ring_packet.self))
      let place = offset &+ Int(unsafe header.pointee.link_offset)
      offset &+= Int(unsafe header.pointee.next)
      guard unsafe wants(header.pointee.address.sll_pkttype),
        unsafe Int(header.pointee.captured_length) <= blockSize &- place
      else { return nil }
      return unsafe (header, place)
    }

    private func copyPackets(into filler: inout BatchFiller, _ left: inout Int) {
      let start = unsafe UnsafeMutableRawPointer(block)
      var offset = position.offset
      var count = position.packetsLeft
      let rechecks = recheck != nil
      while count > 0, left > 0, !filler.hasFullChunk {
        guard let (header, place) = unsafe nextPacket(start, &offset, &count) else { continue }
        unsafe filler.store(header, start + place, snapLength: snapLength)
        if rechecks, isUnwanted(&filler) { continue }
        left &-= 1
      }
      position.offset = offset
      position.packetsLeft = count
    }

    /// Takes the last packet out again if the filter that was set after it arrived does not want it.
    private func isUnwanted(_ filler: inout BatchFiller) -> Bool {
      guard let filter = recheck?.filter else { return false }
      return filler.removeLast { bytes, length in
        filter.program.run(bytes, originalLength: length, linkType: .ethernet) == 0
      }
    }
  }
#endif
