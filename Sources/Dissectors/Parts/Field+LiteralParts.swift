import PacketCore

/// The field makers whose names are literals; see `Field+Literals.swift`.
extension Field where View: ~Escapable {
  @inline(never)
  init(
    _ name: StaticString, _ label: StaticString, _ type: FieldType, at offset: Int,
    _ count: Int? = nil, mask: UInt64? = nil, hidden: Bool = false, in parts: @escaping Parts
  ) {
    self.init(
      name.description, label.description, type, at: offset, count, mask: mask, hidden: hidden,
      in: parts)
  }

  @inline(never)
  init(
    _ name: StaticString, _ label: StaticString, at offset: Int, _ count: Int, bit mask: UInt64,
    in parts: @escaping Parts
  ) {
    self.init(name.description, label.description, at: offset, count, bit: mask, in: parts)
  }

  @inline(never)
  init(
    _ name: StaticString, _ label: StaticString, at offset: Int, _ count: Int, bit mask: UInt64
  ) {
    self.init(name.description, label.description, at: offset, count, bit: mask)
  }

  @inline(never)
  static func little(
    _ name: StaticString, _ label: StaticString, _ type: FieldType, at offset: Int, _ count: Int,
    mask: UInt64? = nil, hidden: Bool = false, in parts: @escaping Parts
  ) -> Field {
    little(
      name.description, label.description, type, at: offset, count, mask: mask, hidden: hidden,
      in: parts)
  }

  @inline(never)
  static func little(
    _ name: StaticString, _ label: StaticString, at offset: Int, _ count: Int, bit mask: UInt64,
    in parts: @escaping Parts
  ) -> Field {
    little(name.description, label.description, at: offset, count, bit: mask, in: parts)
  }
}
