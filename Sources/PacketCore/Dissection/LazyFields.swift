import Synchronization

/// A protocol's fields, made when they are first asked for.
final class LazyFields: Sendable {
  private let make: @Sendable () -> [AnyField]
  private let made = Mutex<[AnyField]?>(nil)

  init(_ make: @escaping @Sendable () -> [AnyField]) { self.make = make }

  var value: [AnyField] {
    made.withLock { made in
      if let made { return made }
      let fields = make()
      made = fields
      return fields
    }
  }
}
