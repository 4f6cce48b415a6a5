import PacketCore

/// Writes a layer's fields as JSON, in the layout of `tshark -T json`.
struct JSONLayer: ~Escapable {
  private let nodes: Span<LayerTree.Node>
  /// ``ProtocolPlan/jsonStarts``
  private let starts: Span<UInt8>
  private let values: JSONValues

  @_lifetime(copy nodes, copy starts, copy values)
  init(_ nodes: Span<LayerTree.Node>, _ starts: Span<UInt8>, _ values: JSONValues) {
    self.nodes = nodes
    self.starts = starts
    self.values = values
  }

  /// Writes a field and those after it under the same one.
  func write(
    from first: Int32, depth: Int, _ style: FieldStyle, into output: inout TextWriter
  ) {
    var index = first
    while index >= 0 {
      let node = nodes[Int(index)]
      writeStart(of: node, depth, isFirst: index == first, into: &output)
      if node.firstChild < 0 {
        values.write(node, style, into: &output)
      } else {
        writeWithParts(node, depth, style, into: &output)
      }
      index = node.next
    }
  }

  private func writeWithParts(
    _ node: LayerTree.Node, _ depth: Int, _ style: FieldStyle, into output: inout TextWriter
  ) {
    if node.kind == .present {
      output.replaceLast(by: UInt8(ascii: "{"))
    } else {
      values.write(node, style, into: &output)
      writeLineStart(depth, into: &output)
      writeName(node, into: &output)
      output.append("_tree\": {")
    }
    write(from: node.firstChild, depth: depth + 1, style, into: &output)
    writeLineStart(depth, isFirst: true, into: &output)
    output.append(UInt8(ascii: "}"))
  }

  /// The start of a line, up to the value between quotation marks.
  @inline(__always)
  private func writeStart(
    of node: LayerTree.Node, _ depth: Int, isFirst: Bool, into output: inout TextWriter
  ) {
    guard depth < 2 else {
      writeLineStart(depth, isFirst: isFirst, into: &output)
      writeName(node, into: &output)
      return output.append("\": \"")
    }
    let link = values.links[Int(node.field)]
    let place = depth == 0 ? link.flatStart : link.nestedStart
    output.append(Int(place.start) + (isFirst ? 1 : 0)..<Int(place.end), of: starts)
  }

  /// `"ip.src`
  private func writeName(_ node: LayerTree.Node, into output: inout TextWriter) {
    let place = values.links[Int(node.field)].flatStart.range
    output.append(
      place.lowerBound + 2 + Self.indentation..<place.upperBound - Self.valueStart.count,
      of: starts)
  }

  private func writeLineStart(
    _ depth: Int, isFirst: Bool = false, into output: inout TextWriter
  ) {
    let end = 2 + Self.indentation + 2 * Swift.min(depth, Self.maximumDepth)
    output.append((isFirst ? 1 : 0)..<end, of: Self.deepest.span)
  }

  // MARK: Texts

  private static let indentation = 10
  /// No field is deeper.
  private static let maximumDepth = 71
  private static let deepest = lineStart(maximumDepth) + [UInt8](repeating: 0, count: 16)

  /// What stands before a field in an object that is `depth` deep in its layer's: a comma, a new line
  /// and spaces.
  static func lineStart(_ depth: Int) -> [UInt8] {
    Array(",\n".utf8) + repeatElement(32, count: indentation + 2 * depth)
  }

  /// What stands between a field's name and its value.
  static let valueStart = Array("\": \"".utf8)
}
