extension PacketBatch {
  /// The packets that `isWanted` says, in order; nil if there are none.
  ///
  /// Rearranges the records of the chunk, so only who got the batch from a ``BatchReader`` and has
  /// not handed it on may call it.
  package consuming func keeping(_ isWanted: (borrowing PacketView) -> Bool) -> PacketBatch? {
    var kept = start
    var index = start
    forEachView { view in
      if isWanted(view) {
        if kept != index { unsafe chunk.records[kept] = unsafe chunk.records[index] }
        kept += 1
      }
      index += 1
    }
    guard kept > start else { return nil }
    return PacketBatch(chunk: chunk, range: start..<kept, dropped: dropped)
  }
}
