/// How a protocol shows itself in a packet's line: what stands in the columns for protocol and
/// information.
///
/// ```swift
/// public static var summary: Summary<NTP>? {
///   Summary("NTP") { view, columns in
///     columns.info.append("NTP Version ")
///     columns.info.append(decimal: view.version)
///   }
/// }
/// ```
public struct Summary<View: ProtocolView & ~Escapable>: Sendable {
  /// Writes the columns of a layer that is whole. The protocol's name is there already, and the
  /// information is empty.
  public typealias Show = @Sendable (borrowing View, inout SummaryColumns) -> Void

  /// The same, with the packet's layers and the position among them of the one to show.
  public typealias ShowInContext =
    @Sendable (borrowing View, borrowing Dissection, Int, inout SummaryColumns) -> Void

  @usableFromInline let name: String
  @usableFromInline let isLast: Bool
  @usableFromInline let show: ShowInContext

  /// - Parameters:
  ///   - name: What stands in the protocol column.
  ///   - isLast: Whether the layers in this one say nothing about the packet: what an ICMP error
  ///     quotes.
  @inlinable
  public init(_ name: String, isLast: Bool = false, _ show: @escaping Show) {
    self.init(name, isLast: isLast, inContext: { view, _, _, columns in show(view, &columns) })
  }

  /// A summary that needs to know where its layer stands.
  @inlinable
  public init(_ name: String, isLast: Bool = false, inContext show: @escaping ShowInContext) {
    self.name = name
    self.isLast = isLast
    self.show = show
  }
}

/// A summary of any protocol, as a table knows it.
public struct AnySummary: Sendable {
  /// What stands in the protocol column.
  public let name: String
  /// Whether the layers in this one are left out.
  public let isLast: Bool
  /// Writes the columns for the layer at an index of the path.
  @usableFromInline let write: @Sendable (borrowing Dissection, Int, inout SummaryColumns) -> Void

  @inlinable
  init<View: ProtocolView & ~Escapable>(_ summary: Summary<View>) {
    name = summary.name
    isLast = summary.isLast
    let name = name
    let show = summary.show
    write = { dissection, index, columns in
      let layer = dissection.path[index]
      let view = View(unchecked: dissection.bytes.slice(from: layer.offset, count: layer.length))
      columns.show(protocol: name)
      show(view, dissection, index, &columns)
    }
  }

  /// Writes the columns for the layer at `index` of the packet's path, which is whole.
  public func show(
    _ dissection: borrowing Dissection, layerAt index: Int, in columns: inout SummaryColumns
  ) {
    write(dissection, index, &columns)
  }
}
