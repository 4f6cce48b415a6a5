/// The few chunks that a source takes turns with.
///
/// A chunk is used again when no packet refers to it any more; when all are held, a new one is made
/// and the pool forgets one. So a program that keeps no packets runs in the memory of one chunk.
package struct ChunkPool {
  private var spares: [Chunk] = []
  private let limit: Int
  private let capacity: Int
  private let recordCapacity: Int?
  private let interfaces: InterfaceTable

  /// - Parameter spares: Chunks that are kept in the hope that their packets go.
  package init(
    spares: Int = 3, capacity: Int, recordCapacity: Int? = nil, interfaces: InterfaceTable
  ) {
    limit = spares
    self.capacity = capacity
    self.recordCapacity = recordCapacity
    self.interfaces = interfaces
  }

  /// A chunk that nothing else refers to.
  package mutating func take() -> Chunk {
    for index in spares.indices where isKnownUniquelyReferenced(&spares[index]) {
      return spares.remove(at: index)
    }
    return Chunk(capacity: capacity, recordCapacity: recordCapacity, interfaces: interfaces)
  }

  /// Keeps `chunk` for later.
  package mutating func put(_ chunk: Chunk) {
    if spares.count == limit { spares.removeFirst() }
    if chunk.capacity == capacity { spares.append(chunk) }
  }
}
